import type { AttachGroupPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { attachPolicy } from '../attached-policies.ts'
import { groupHolder } from '../policy-holders.ts'

export const attachGroupPolicy: Command<AttachGroupPolicyRequest, undefined> =
  attachPolicy(groupHolder)
