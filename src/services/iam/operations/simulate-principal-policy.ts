import type { SimulatePolicyResponse, SimulatePrincipalPolicyRequest } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { pageOf } from '../paging.ts'
import { checkPolicySource, policySourceOf, principalOfArn } from '../policy-sources.ts'
import { inputPolicies, simulate } from '../simulation.ts'
import { refuseUnsupported } from '../unsupported.ts'

/** What a user, group or role may do, with what more the caller supposes. */
export const simulatePrincipalPolicy: Query<
  SimulatePrincipalPolicyRequest,
  SimulatePolicyResponse
> = {
  kind: 'query',
  checkCaller: checkPolicySource,
  resourceArn: ({ PolicySourceArn = '' }) => PolicySourceArn,
  run(input, call) {
    refuseUnsupported(input, ['PolicyExclusionList'])
    const { PolicySourceArn = '', CallerArn, PermissionsBoundaryPolicyInputList } = input
    const { principal, identity, boundary } = policySourceOf(PolicySourceArn, call)
    const [supposed] = inputPolicies(
      PermissionsBoundaryPolicyInputList,
      'PermissionsBoundaryPolicyInputList',
    )
    const results = simulate(input, {
      principal: CallerArn === undefined ? principal : principalOfArn(CallerArn, call),
      identity: [...identity, ...inputPolicies(input.PolicyInputList)],
      boundary: supposed ?? boundary,
    })
    const numbered = results.map((result, place) => ({ result, place }))
    const { items, rest } = pageOf(numbered, ({ place }) => place, input, call)
    return { EvaluationResults: items.map(({ result }) => result), ...rest }
  },
}
