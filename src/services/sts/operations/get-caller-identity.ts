import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts'
import { arnOf, principalIdOf } from '../../../identity/principals.ts'
import type { Query } from '../../operation.ts'

/** Never denied, not even by an explicit Deny. */
export const getCallerIdentity: Query<GetCallerIdentityRequest, GetCallerIdentityResponse> = {
  kind: 'query',
  isAlwaysAllowed: true,
  run: (_input, { principal }) => ({
    UserId: principalIdOf(principal),
    Account: principal.accountId,
    Arn: arnOf(principal),
  }),
}
