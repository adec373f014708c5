import type { InstanceProfile as InstanceProfileOutput } from '@aws-sdk/client-iam'
import {
  type InstanceProfile,
  instanceProfileArn,
  instanceProfileOf,
  putInstanceProfile,
} from '../../identity/instance-profile.ts'
import { roleOf } from '../../identity/role.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'
import { noSuchEntity } from './errors.ts'
import type { Kind } from './kind.ts'
import { roleBrief } from './roles.ts'
import { tagsOutput } from './tags.ts'

export interface NamesInstanceProfile {
  readonly InstanceProfileName?: string | undefined
}

export const instanceProfileKind: Kind<NamesInstanceProfile, InstanceProfile> = {
  /** Of one that does not exist as if it had no path. */
  arn({ InstanceProfileName: name = '' }, { resources, accountId }) {
    const profile = instanceProfileOf(resources, accountId, name)
    return instanceProfileArn(profile ?? { accountId, path: '/', name })
  },
  find: ({ InstanceProfileName = '' }, call) => findInstanceProfile(InstanceProfileName, call),
  put: putInstanceProfile,
}

function findInstanceProfile(name: string, { resources, accountId }: Call): InstanceProfile {
  const profile = instanceProfileOf(resources, accountId, name)
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`)
  return profile
}

/** As lists show a profile: without its tags. */
export function instanceProfileSummary(
  profile: InstanceProfile,
  resources: ResourceReader,
): InstanceProfileOutput {
  const { accountId, roleName } = profile
  const role = roleName === undefined ? undefined : roleOf(resources, accountId, roleName)
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.instanceProfileId,
    Arn: instanceProfileArn(profile),
    CreateDate: new Date(profile.createdAt),
    Roles: role ? [roleBrief(role, resources)] : [],
  }
}

export function instanceProfileOutput(
  profile: InstanceProfile,
  resources: ResourceReader,
): InstanceProfileOutput {
  return { ...instanceProfileSummary(profile, resources), ...tagsOutput(profile) }
}
