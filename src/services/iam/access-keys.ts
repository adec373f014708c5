import type { AccessKeyMetadata } from '@aws-sdk/client-iam'
import {
  type AccessKey,
  accessKeyOf,
  type AccessKeyUse,
  ownerKey,
} from '../../identity/access-key.ts'
import { arnOf } from '../../identity/principals.ts'
import type { Call } from '../operation.ts'
import { noSuchEntity } from './errors.ts'
import { findUser, type NamesUser, callerName, userKind } from './users.ts'

/** Whose keys a call is about. */
export interface KeyOwner {
  readonly accountId: string
  /** Both absent for the root user. */
  readonly userId?: string
  readonly userName?: string
}

export function arnOfOwner(input: NamesUser, call: Call): string {
  return isRoot(input, call) ? arnOf(call.principal) : userKind.arn(input, call)
}

/** Who is not named is the caller, who may be the root user. */
export function findOwner(input: NamesUser, call: Call): KeyOwner {
  if (isRoot(input, call)) return { accountId: call.accountId }
  return findUser(input.UserName ?? callerName(call), call)
}

/** A key of the user that the call is about; another user's key is not there. */
export function findKey(
  input: NamesUser & { AccessKeyId?: string | undefined },
  call: Call,
): AccessKey {
  const { AccessKeyId = '' } = input
  const owner = findOwner(input, call)
  const key = accessKeyOf(call.resources, AccessKeyId)
  if (!key || ownerKey(key) !== ownerKey(owner))
    throw noSuchEntity(`The Access Key with id ${AccessKeyId} cannot be found.`)
  return key
}

export function keySummary(key: AccessKey, { userName }: KeyOwner): AccessKeyMetadata {
  return {
    UserName: userName,
    AccessKeyId: key.accessKeyId,
    Status: key.status,
    CreateDate: new Date(key.createdAt),
  }
}

/** A key that was never used has no date, and says so in words. */
export function useOutput(use: AccessKeyUse | undefined) {
  if (!use) return { LastUsedDate: undefined, ServiceName: 'N/A', Region: 'N/A' }
  return { LastUsedDate: new Date(use.usedAt), ServiceName: use.service, Region: use.region }
}

function isRoot({ UserName }: NamesUser, { principal }: Call): boolean {
  return UserName === undefined && principal.kind === 'root'
}
