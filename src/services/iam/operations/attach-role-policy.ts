import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { attachPolicy } from '../attached-policies.ts'
import { roleHolder } from '../policy-holders.ts'

export const attachRolePolicy: Command<AttachRolePolicyRequest, undefined> =
  attachPolicy(roleHolder)
