import type { GetUserRequest, GetUserResponse } from '@aws-sdk/client-iam'
import { accountOf } from '../../../identity/account.ts'
import { arnOf } from '../../../identity/principals.ts'
import type { Call, Query } from '../../operation.ts'
import { userKind, userOutput } from '../users.ts'

export const getUser: Query<GetUserRequest, GetUserResponse> = {
  kind: 'query',
  resourceArn: (input, call) =>
    isRoot(input, call) ? arnOf(call.principal) : userKind.arn(input, call),
  run(input, call) {
    if (isRoot(input, call)) return { User: rootOutput(call) }
    return { User: userOutput(userKind.find(input, call)) }
  },
}

function isRoot({ UserName }: GetUserRequest, { principal }: Call): boolean {
  return UserName === undefined && principal.kind === 'root'
}

/** The root user has neither name nor path; the SDK's type does not know that. */
function rootOutput({ principal, resources, accountId, nowMs }: Call) {
  const { createdAt } = accountOf(resources, accountId, nowMs)
  return {
    Path: undefined,
    UserName: undefined,
    UserId: accountId,
    Arn: arnOf(principal),
    CreateDate: new Date(createdAt),
  }
}
