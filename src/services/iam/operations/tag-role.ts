import type { TagRoleRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { roleKind } from '../roles.ts'
import { tagCommand } from '../tags.ts'

export const tagRole: Command<TagRoleRequest, undefined> = tagCommand(roleKind)
