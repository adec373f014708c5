import type {
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse,
} from '@aws-sdk/client-iam'
import { contextKeysOf } from '../../../identity/context-keys.ts'
import type { Query } from '../../operation.ts'
import { parsedInput } from '../simulation.ts'

export const getContextKeysForCustomPolicy: Query<
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse
> = {
  kind: 'query',
  run({ PolicyInputList = [] }) {
    const policies = PolicyInputList.map((document) => parsedInput(document, 'identity'))
    return { ContextKeyNames: contextKeysOf(policies) }
  },
}
