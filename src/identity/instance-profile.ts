import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import { iamArn, nameKey } from './names.ts'
import type { Tag } from './tag.ts'

export interface InstanceProfile {
  /** `AIPA…`. */
  readonly instanceProfileId: string
  readonly name: string
  readonly accountId: string
  readonly path: string
  /** At most one role. */
  readonly roleName?: string
  readonly tags: readonly Tag[]
  readonly createdAt: string
}

export const instanceProfiles = collection<InstanceProfile>('identity/instance-profile')

export const instanceProfilesOfAccount: Index<InstanceProfile> = {
  of: instanceProfiles,
  keyOf: ({ accountId }) => accountId,
}

export const instanceProfilesOfRole: Index<InstanceProfile> = {
  of: instanceProfiles,
  keyOf: ({ accountId, roleName }) => roleName && nameKey(accountId, roleName),
}

export function putInstanceProfile(profile: InstanceProfile): ResourceChange {
  return instanceProfiles.put(nameKey(profile.accountId, profile.name), profile)
}

export function deleteInstanceProfile(profile: InstanceProfile): ResourceChange {
  return instanceProfiles.delete(nameKey(profile.accountId, profile.name))
}

export function instanceProfileOf(
  resources: ResourceReader,
  accountId: string,
  name: string,
): InstanceProfile | undefined {
  const profile = resources.get(instanceProfiles, nameKey(accountId, name))
  return profile?.name === name ? profile : undefined
}

export function instanceProfileArn({
  accountId,
  path,
  name,
}: Pick<InstanceProfile, 'accountId' | 'path' | 'name'>): string {
  return iamArn(accountId, 'instance-profile', path, name)
}
