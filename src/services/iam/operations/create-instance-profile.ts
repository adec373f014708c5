import type {
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
} from '@aws-sdk/client-iam'
import { newUniqueId } from '../../../identity/identifiers.ts'
import {
  type InstanceProfile,
  instanceProfileArn,
  instanceProfiles,
  instanceProfilesOfAccount,
  putInstanceProfile,
} from '../../../identity/instance-profile.ts'
import { nameKey } from '../../../identity/names.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, checkQuota } from '../errors.ts'
import { instanceProfileOutput } from '../instance-profiles.ts'
import { quotas } from '../quotas.ts'
import { madeWithTags, tagsOf } from '../tags.ts'

export const createInstanceProfile: Command<
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse
> = {
  kind: 'command',
  ...madeWithTags(
    'iam:TagInstanceProfile',
    (
      { InstanceProfileName: name = '', Path: path = '/' }: CreateInstanceProfileRequest,
      { accountId },
    ) => instanceProfileArn({ accountId, path, name }),
  ),
  run(input, { accountId, resources, random, nowMs }) {
    const { InstanceProfileName: name = '', Path: path = '/' } = input
    if (resources.get(instanceProfiles, nameKey(accountId, name)))
      throw alreadyExists(`Instance Profile ${name} already exists.`)
    const existing = resources.find(instanceProfilesOfAccount, accountId)
    checkQuota('InstanceProfilesPerAccount', quotas.instanceProfiles, existing.length)
    const profile: InstanceProfile = {
      instanceProfileId: newUniqueId('AIPA', accountId, random),
      name,
      accountId,
      path,
      tags: tagsOf(input.Tags),
      createdAt: new Date(nowMs).toISOString(),
    }
    return {
      output: { InstanceProfile: instanceProfileOutput(profile, resources) },
      changes: [putInstanceProfile(profile)],
    }
  },
}
