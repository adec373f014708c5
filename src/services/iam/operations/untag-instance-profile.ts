import type { UntagInstanceProfileRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { instanceProfileKind } from '../instance-profiles.ts'
import { untagCommand } from '../tags.ts'

export const untagInstanceProfile: Command<UntagInstanceProfileRequest, undefined> =
  untagCommand(instanceProfileKind)
