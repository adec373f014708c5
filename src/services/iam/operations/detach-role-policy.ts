import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { detachPolicy } from '../attached-policies.ts'
import { roleHolder } from '../policy-holders.ts'

export const detachRolePolicy: Command<DetachRolePolicyRequest, undefined> =
  detachPolicy(roleHolder)
