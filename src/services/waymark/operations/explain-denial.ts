import type { ExplainedRequest } from '../../../identity/authorization-message.ts'
import type { ExplainedPolicy } from '../../../identity/policy/explain.ts'
import type { Query } from '../../operation.ts'

/** Why calls were denied, as far as it is remembered. */
export interface Denials {
  of(eventId: string): ExplainedRequest | undefined
}

interface ExplainDenialRequest {
  readonly eventId: string
}

interface ExplainDenialResponse {
  /** Absent when nobody remembers, and for events that are no denials. */
  readonly evaluation?: {
    readonly action: string
    readonly resource: string
    readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
    readonly statements: readonly EvaluatedStatement[]
  }
}

interface EvaluatedStatement {
  /** The ARN of a managed policy, `inline` for all others. */
  readonly policy: string
  readonly policyType: ExplainedPolicy['kind']
  readonly sid?: string
  readonly effect: 'Allow' | 'Deny'
  readonly matched: boolean
  readonly decided: boolean
  readonly mismatch?: string
}

/** Another account's denials are not there. */
export function explainDenial(
  denials: Denials,
): Query<ExplainDenialRequest, ExplainDenialResponse> {
  return {
    kind: 'query',
    run({ eventId }, call) {
      const denial = denials.of(eventId)
      if (denial?.accountId !== call.accountId) return {}
      const { action, resourceArn: resource = '*', explanation } = denial
      const { decision, policies } = explanation
      return {
        evaluation: {
          action,
          resource,
          decision: decision.allowed ? 'allowed' : `${decision.how}Deny`,
          statements: policies.flatMap(statementsOf),
        },
      }
    },
  }
}

function statementsOf({ arn, kind, statements }: ExplainedPolicy): EvaluatedStatement[] {
  return statements.map(({ sid, effect, mismatch, decides }) => ({
    policy: arn ?? 'inline',
    policyType: kind,
    ...(sid === undefined ? {} : { sid }),
    effect,
    matched: mismatch === undefined,
    decided: decides,
    ...(mismatch === undefined ? {} : { mismatch }),
  }))
}
