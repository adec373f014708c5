import type { SimulateCustomPolicyRequest, SimulatePolicyResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { pageOf } from '../paging.ts'
import { principalOfArn } from '../policy-sources.ts'
import { inputPolicies, simulate } from '../simulation.ts'
import { refuseUnsupported } from '../unsupported.ts'

export const simulateCustomPolicy: Query<SimulateCustomPolicyRequest, SimulatePolicyResponse> = {
  kind: 'query',
  run(input, call) {
    refuseUnsupported(input, ['OrderedOrganizationPolicyInputList'])
    const results = simulate(input, {
      principal: principalOfArn(input.CallerArn, call),
      identity: inputPolicies(input.PolicyInputList),
      boundary: boundaryInput(input),
    })
    const numbered = results.map((result, place) => ({ result, place }))
    const { items, rest } = pageOf(numbered, ({ place }) => place, input, call)
    return { EvaluationResults: items.map(({ result }) => result), ...rest }
  },
}

function boundaryInput({ PermissionsBoundaryPolicyInputList: list }: SimulateCustomPolicyRequest) {
  return inputPolicies(list, 'PermissionsBoundaryPolicyInputList')[0]
}
