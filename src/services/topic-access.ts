import { compilePolicy } from '../identity/policy/compile-policy.ts'
import { type AccessRequest, evaluate } from '../identity/policy/evaluate.ts'
import { parsePolicy } from '../identity/policy/parse-policy.ts'
import type { Topic } from '../topics/topic.ts'

/** An AWS service that wants to publish, for a resource of an account. */
export interface ServicePublisher {
  /** `cloudtrail.amazonaws.com` */
  readonly service: string
  readonly sourceArn: string
  readonly sourceAccount: string
}

/**
 * Whether a topic's policy lets a service publish. A service has no policies of its own, so the topic's alone decides.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export function mayPublish(topic: Topic, asked: ServicePublisher): boolean {
  const document = topic.attributes['Policy']
  if (document === undefined) return false
  const context: Readonly<Record<string, string | undefined>> = {
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': asked.service,
    'aws:resourceaccount': topic.accountId,
    'aws:securetransport': 'true',
    'aws:sourceaccount': asked.sourceAccount,
    'aws:sourcearn': asked.sourceArn,
  }
  const request: AccessRequest = {
    principal: { kind: 'service', service: asked.service },
    action: 'sns:Publish',
    resourceArn: topic.arn,
    resourceAccountId: topic.accountId,
    context: (key) => context[key],
  }
  const policy = compilePolicy(parsePolicy(document, 'resource'))
  return evaluate(request, { identity: [], resource: { policy } }).allowed
}
