import type { DeleteUserPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { deleteInlinePolicy } from '../inline-policies.ts'
import { userHolder } from '../policy-holders.ts'

export const deleteUserPolicy: Command<DeleteUserPolicyRequest, undefined> =
  deleteInlinePolicy(userHolder)
