import type { Grant } from '@aws-sdk/client-s3'
import { type CannedAcl, canonicalUserId } from '../../buckets/bucket.ts'
import { s3Error } from './errors.ts'

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers'
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers'

/** Lists of grants of one's own making are not kept, only the canned ones that every bucket needs. */
export function cannedAcl(input: {
  readonly ACL?: string | undefined
  readonly AccessControlPolicy?: { readonly Grants?: readonly Grant[] | undefined } | undefined
}): CannedAcl {
  const { ACL = 'private', AccessControlPolicy, ...rest } = input
  const isGranting = Object.keys(rest).some((member) => member.startsWith('Grant'))
  const isOwnersOnly = AccessControlPolicy?.Grants?.every(
    ({ Permission, Grantee }) => Permission === 'FULL_CONTROL' && Grantee?.Type === 'CanonicalUser',
  )
  if (isGranting || isOwnersOnly === false) throw s3Error('AccessControlListNotSupported')
  switch (ACL) {
    case 'private':
    case 'public-read':
    case 'public-read-write':
    case 'authenticated-read':
      return ACL
    case 'bucket-owner-full-control':
    case 'bucket-owner-read':
      return 'private'
    default:
      throw s3Error('InvalidArgument', { ArgumentName: 'x-amz-acl', ArgumentValue: ACL })
  }
}

export function grantsOf(acl: CannedAcl, accountId: string): Grant[] {
  const owner: Grant = {
    Grantee: { ID: canonicalUserId(accountId), Type: 'CanonicalUser' },
    Permission: 'FULL_CONTROL',
  }
  switch (acl) {
    case 'private':
      return [owner]
    case 'public-read':
      return [owner, groupGrant(ALL_USERS, 'READ')]
    case 'public-read-write':
      return [owner, groupGrant(ALL_USERS, 'READ'), groupGrant(ALL_USERS, 'WRITE')]
    case 'authenticated-read':
      return [owner, groupGrant(AUTHENTICATED_USERS, 'READ')]
  }
}

function groupGrant(uri: string, permission: 'READ' | 'WRITE'): Grant {
  return { Grantee: { URI: uri, Type: 'Group' }, Permission: permission }
}
