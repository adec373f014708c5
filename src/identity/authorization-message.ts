import type { ResourceReader } from '../ledger/resources.ts'
import { ringKeyOf } from './key-ring.ts'
import type { ContextValue } from './policy/context.ts'
import type { Explanation, ExplainedStatement } from './policy/explain.ts'
import { open, seal, type SealingKey } from './seal.ts'

const PURPOSE = 'authorization-message'

/** What a policy decision was about, and how it came out. */
export interface ExplainedRequest {
  readonly accountId: string
  readonly principal: { readonly id: string; readonly name: string; readonly arn: string }
  /** `sts:AssumeRole` */
  readonly action: string
  readonly resourceArn?: string
  /** The condition keys that statements asked for and the request has. */
  readonly context: Readonly<Record<string, ContextValue>>
  readonly explanation: Explanation
}

/** Why policies said no, for those who may call DecodeAuthorizationMessage: the denied caller cannot read it. */
export function authorizationMessage(
  request: ExplainedRequest,
  key: SealingKey,
  nonce: Uint8Array,
): string {
  const text = JSON.stringify(messageOf(request))
  // Only the caller's own account can open it.
  return seal(purposeFor(request.accountId), text, key, nonce).toString('base64url')
}

/** Undefined for what is not such a message, or is another account's. */
export function openAuthorizationMessage(
  message: string,
  accountId: string,
  resources: ResourceReader,
): string | undefined {
  const sealed = Buffer.from(message, 'base64url')
  return open(purposeFor(accountId), sealed, (id) => ringKeyOf(resources, id))
}

function purposeFor(accountId: string): string {
  return `${PURPOSE} ${accountId}`
}

/** In AWS's form: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
function messageOf({ principal, action, resourceArn, context, explanation }: ExplainedRequest) {
  const { decision, policies } = explanation
  const deciding = policies.flatMap(({ statements }) => statements.filter(({ decides }) => decides))
  return {
    allowed: decision.allowed,
    explicitDeny: !decision.allowed && decision.how === 'explicit',
    matchedStatements: items(deciding.map(statementItem)),
    failures: items([]),
    context: {
      principal,
      action,
      resource: resourceArn ?? '*',
      conditions: items(
        Object.entries(context).map(([key, value]) => ({
          key,
          values: items([value].flat().map((each) => ({ value: each }))),
        })),
      ),
    },
  }
}

function statementItem({ sid = '', effect }: ExplainedStatement) {
  return { statementId: sid, effect: effect.toUpperCase() }
}

function items<T>(of: readonly T[]) {
  return { items: of }
}
