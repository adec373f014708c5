import type {
  GetContextKeysForPolicyResponse,
  GetContextKeysForPrincipalPolicyRequest,
} from '@aws-sdk/client-iam'
import { contextKeysOf } from '../../../identity/context-keys.ts'
import type { Query } from '../../operation.ts'
import { checkPolicySource, policySourceOf } from '../policy-sources.ts'
import { inputPolicies, parsedInput } from '../simulation.ts'

export const getContextKeysForPrincipalPolicy: Query<
  GetContextKeysForPrincipalPolicyRequest,
  GetContextKeysForPolicyResponse
> = {
  kind: 'query',
  checkCaller: checkPolicySource,
  resourceArn: ({ PolicySourceArn = '' }) => PolicySourceArn,
  run({ PolicySourceArn = '', PolicyInputList }, call) {
    const { identity } = policySourceOf(PolicySourceArn, call)
    const all = [...identity, ...inputPolicies(PolicyInputList)]
    const policies = all.map(({ document }) => parsedInput(document, 'identity'))
    return { ContextKeyNames: contextKeysOf(policies) }
  },
}
