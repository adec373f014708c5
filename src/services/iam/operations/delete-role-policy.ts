import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { deleteInlinePolicy } from '../inline-policies.ts'
import { roleHolder } from '../policy-holders.ts'

export const deleteRolePolicy: Command<DeleteRolePolicyRequest, undefined> =
  deleteInlinePolicy(roleHolder)
