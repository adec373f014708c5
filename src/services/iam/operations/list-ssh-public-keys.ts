import type { ListSSHPublicKeysRequest, ListSSHPublicKeysResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { userKind } from '../users.ts'

/** There is no way to make one here; tools ask before they delete a user. */
export const listSshPublicKeys: Query<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse> = {
  kind: 'query',
  resourceArn: userKind.arn,
  run(input, call) {
    userKind.find(input, call)
    return { SSHPublicKeys: [], IsTruncated: false }
  },
}
