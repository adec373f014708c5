import type { DeleteGroupPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { deleteInlinePolicy } from '../inline-policies.ts'
import { groupHolder } from '../policy-holders.ts'

export const deleteGroupPolicy: Command<DeleteGroupPolicyRequest, undefined> =
  deleteInlinePolicy(groupHolder)
