import type { TagInstanceProfileRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { instanceProfileKind } from '../instance-profiles.ts'
import { tagCommand } from '../tags.ts'

export const tagInstanceProfile: Command<TagInstanceProfileRequest, undefined> =
  tagCommand(instanceProfileKind)
