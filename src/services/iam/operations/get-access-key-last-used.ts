import type { GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse } from '@aws-sdk/client-iam'
import { accessKeyOf, useOfAccessKey } from '../../../identity/access-key.ts'
import { arnOf } from '../../../identity/principals.ts'
import { userArn, userOfId } from '../../../identity/user.ts'
import type { Call, Query } from '../../operation.ts'
import { useOutput } from '../access-keys.ts'
import { accessDenied } from '../errors.ts'

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
    const key = keyOf(input, call)
    if (!key) throw deniedKey(input, call)
    return {
      UserName: ownerOf(input, call)?.userName,
      AccessKeyLastUsed: useOutput(useOfAccessKey(call.resources, key)),
    }
  },
}

/** AWS does not tell whether such a key exists. */
function deniedKey({ AccessKeyId = '' }: GetAccessKeyLastUsedRequest, { principal }: Call) {
  return accessDenied(
    `User: ${arnOf(principal)} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${AccessKeyId}`,
  )
}

function keyOf({ AccessKeyId = '' }: GetAccessKeyLastUsedRequest, { resources, accountId }: Call) {
  const key = accessKeyOf(resources, AccessKeyId)
  return key?.accountId === accountId ? key : undefined
}

function ownerOf(input: GetAccessKeyLastUsedRequest, call: Call) {
  const userId = keyOf(input, call)?.userId
  return userId === undefined ? undefined : userOfId(call.resources, userId)
}
