import type { UntagRoleRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { roleKind } from '../roles.ts'
import { untagCommand } from '../tags.ts'

export const untagRole: Command<UntagRoleRequest, undefined> = untagCommand(roleKind)
