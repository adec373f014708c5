import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly accountId: string
  /** Absent for a key of the root user. */
  readonly userId?: string
  readonly status: 'Active' | 'Inactive'
  readonly createdAt: string
}

/** Kept beside the key, because using it must not look like changing it. */
export interface AccessKeyUse {
  readonly usedAt: string
  /** The service's name in policies: `iam`. */
  readonly service: string
  readonly region: string
}

/** A use is noted again only after this time: one key signs many calls. AWS promises no more than that either. */
const USE_RESOLUTION_MS = 15 * 60_000

export const accessKeys = collection<AccessKey>('identity/access-key')

export const accessKeysOfId: Index<AccessKey> = {
  of: accessKeys,
  keyOf: ({ accessKeyId }) => accessKeyId,
}

export const accessKeysOfUser: Index<AccessKey> = { of: accessKeys, keyOf: ownerKey }

export const accessKeyUses = collection<AccessKeyUse>('identity/access-key-use')

/** The root user's keys are under the account alone. */
export function ownerKey({
  accountId,
  userId = '',
}: Pick<AccessKey, 'accountId' | 'userId'>): string {
  return `${accountId}/${userId}`
}

export function accessKeyOf(resources: ResourceReader, accessKeyId: string): AccessKey | undefined {
  return resources.find(accessKeysOfId, accessKeyId)[0]
}

export function putAccessKey(key: AccessKey): ResourceChange {
  return accessKeys.put(`${key.accountId}/${key.accessKeyId}`, key)
}

export function deleteAccessKey({ accountId, accessKeyId }: AccessKey): ResourceChange[] {
  const key = `${accountId}/${accessKeyId}`
  return [accessKeys.delete(key), accessKeyUses.delete(key)]
}

export function useOfAccessKey(
  resources: ResourceReader,
  { accountId, accessKeyId }: AccessKey,
): AccessKeyUse | undefined {
  return resources.get(accessKeyUses, `${accountId}/${accessKeyId}`)
}

/** What a call signed with the key leaves for GetAccessKeyLastUsed, to be committed with the call's event. */
export function noteAccessKeyUse(
  resources: ResourceReader,
  accessKeyId: string,
  {
    nowMs,
    service,
    region,
  }: { readonly nowMs: number; readonly service: string; readonly region: string },
): ResourceChange[] {
  const key = accessKeyOf(resources, accessKeyId)
  if (!key) return []
  const last = useOfAccessKey(resources, key)
  if (last && nowMs - Date.parse(last.usedAt) < USE_RESOLUTION_MS) return []
  const use = { usedAt: new Date(nowMs).toISOString(), service, region }
  return [accessKeyUses.put(`${key.accountId}/${key.accessKeyId}`, use)]
}
