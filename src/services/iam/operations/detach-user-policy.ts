import type { DetachUserPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { detachPolicy } from '../attached-policies.ts'
import { userHolder } from '../policy-holders.ts'

export const detachUserPolicy: Command<DetachUserPolicyRequest, undefined> =
  detachPolicy(userHolder)
