import type { DetachGroupPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { detachPolicy } from '../attached-policies.ts'
import { groupHolder } from '../policy-holders.ts'

export const detachGroupPolicy: Command<DetachGroupPolicyRequest, undefined> =
  detachPolicy(groupHolder)
