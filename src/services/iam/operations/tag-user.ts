import type { TagUserRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { tagCommand } from '../tags.ts'
import { userKind } from '../users.ts'

export const tagUser: Command<TagUserRequest, undefined> = tagCommand(userKind)
