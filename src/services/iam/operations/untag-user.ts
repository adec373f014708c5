import type { UntagUserRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { untagCommand } from '../tags.ts'
import { userKind } from '../users.ts'

export const untagUser: Command<UntagUserRequest, undefined> = untagCommand(userKind)
