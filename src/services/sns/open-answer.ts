import type { OpenAnswer, OpenCall } from '../service.ts'
import {
  confirmed,
  putSubscription,
  subscriptionOf,
  subscriptionOfToken,
} from '../../topics/subscription.ts'
import { awsQuery } from '../../wire/aws-query.ts'
import type { HttpRequest } from '../../wire/http.ts'
import { ServiceError } from '../../wire/service-error.ts'
import { authorizationError, invalidParameter } from './errors.ts'
import { snsModel } from './model.generated.ts'
import { removal } from './subscriptions.ts'

/** The certificate that the signatures of messages are checked with. */
export interface SigningCertificate {
  readonly path: string
  readonly pem: string
}

/**
 * What subscribers ask without a signature: the certificate, and what the links in their messages say. As with AWS, none of
 * it is an event: https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html
 */
export function snsOpenAnswer(certificate: SigningCertificate) {
  return (request: HttpRequest, call: OpenCall): OpenAnswer | undefined => {
    if (request.path === certificate.path && request.method === 'GET')
      return {
        response: {
          status: 200,
          headers: { 'content-type': 'application/x-pem-file' },
          body: certificate.pem,
        },
        changes: [],
      }
    return linkAnswer(request, call)
  }
}

function linkAnswer(request: HttpRequest, call: OpenCall): OpenAnswer | undefined {
  const asked = awsQuery.operationAskedFor(request)
  const act =
    asked === 'ConfirmSubscription' ? confirm : asked === 'Unsubscribe' ? unsubscribe : undefined
  if (!act || request.path !== '/') return undefined
  const operation = snsModel.operations[asked as 'ConfirmSubscription' | 'Unsubscribe']
  try {
    const input = awsQuery.parseInput(snsModel, operation, request) as Record<string, string>
    const { output, changes } = act(input, call)
    return {
      response: awsQuery.serializeOutput(snsModel, operation, output, call.requestId),
      changes,
    }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { response: awsQuery.serializeError(snsModel, error, call.requestId), changes: [] }
  }
}

type Input = Readonly<Record<string, string>>

function confirm({ TopicArn = '', Token = '' }: Input, { resources, nowMs }: OpenCall) {
  const subscription = subscriptionOfToken(resources, TopicArn, Token, nowMs)
  if (!subscription) throw invalidParameter('Token')
  const how = { wasAuthenticated: false, authenticatesUnsubscribe: false }
  const isNew = subscription.state.kind === 'pending'
  return {
    output: { SubscriptionArn: subscription.arn },
    changes: isNew ? [putSubscription(confirmed(subscription, how))] : [],
  }
}

/** Whoever confirmed may have seen to it that a link alone does not do. */
function unsubscribe({ SubscriptionArn = '' }: Input, { resources }: OpenCall) {
  const subscription = subscriptionOf(resources, SubscriptionArn)
  const { state } = subscription ?? {}
  if (state?.kind === 'confirmed' && state.authenticatesUnsubscribe)
    throw authorizationError('Access Denied')
  return { output: {}, changes: subscription ? removal(resources, subscription) : [] }
}
