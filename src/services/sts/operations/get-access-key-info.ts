import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts'
import { accountOfAccessKeyId } from '../../../identity/identifiers.ts'
import type { Query } from '../../operation.ts'
import { validationError } from '../errors.ts'

/** Reads the account out of the id, and so does not tell whether there is such a key. */
export const getAccessKeyInfo: Query<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> = {
  kind: 'query',
  run({ AccessKeyId = '' }) {
    const accountId = accountOfAccessKeyId(AccessKeyId)
    if (accountId === undefined) throw validationError(`Access key id ${AccessKeyId} is not valid.`)
    return { Account: accountId }
  },
}
