import type { GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse } from '@aws-sdk/client-iam'
import { accessKeyOf, useOfAccessKey } from '../../../identity/access-key.ts'
import { userArn, userOfId } from '../../../identity/user.ts'
import type { Call, Query } from '../../operation.ts'
import { noSuchKey, useOutput } from '../access-keys.ts'

export const getAccessKeyLastUsed: Query<
  GetAccessKeyLastUsedRequest,
  GetAccessKeyLastUsedResponse
> = {
  kind: 'query',
  resourceArn(input, call) {
    const user = ownerOf(input, call)
    return user ? userArn(user) : `arn:aws:iam::${call.accountId}:user/*`
  },
  run(input, call) {
    const { AccessKeyId = '' } = input
    const key = accessKeyOf(call.resources, AccessKeyId)
    if (key?.accountId !== call.accountId) throw noSuchKey(AccessKeyId)
    return {
      UserName: ownerOf(input, call)?.userName,
      AccessKeyLastUsed: useOutput(useOfAccessKey(call.resources, key)),
    }
  },
}

function ownerOf({ AccessKeyId = '' }: GetAccessKeyLastUsedRequest, { resources }: Call) {
  const userId = accessKeyOf(resources, AccessKeyId)?.userId
  return userId === undefined ? undefined : userOfId(resources, userId)
}
