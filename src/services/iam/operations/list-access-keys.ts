import type { ListAccessKeysRequest, ListAccessKeysResponse } from '@aws-sdk/client-iam'
import { accessKeysOfUser, ownerKey } from '../../../identity/access-key.ts'
import type { Query } from '../../operation.ts'
import { arnOfOwner, findOwner, keySummary } from '../access-keys.ts'
import { pageOf } from '../paging.ts'

export const listAccessKeys: Query<ListAccessKeysRequest, ListAccessKeysResponse> = {
  kind: 'query',
  resourceArn: arnOfOwner,
  run(input, call) {
    const owner = findOwner(input, call)
    const keys = call.resources.find(accessKeysOfUser, ownerKey(owner))
    const { items, rest } = pageOf(keys, ({ accessKeyId }) => accessKeyId, input, call)
    return { AccessKeyMetadata: items.map((key) => keySummary(key, owner)), ...rest }
  },
}
