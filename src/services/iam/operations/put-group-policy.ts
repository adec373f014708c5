import type { PutGroupPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { putInlinePolicy } from '../inline-policies.ts'
import { groupHolder } from '../policy-holders.ts'

export const putGroupPolicy: Command<PutGroupPolicyRequest, undefined> =
  putInlinePolicy(groupHolder)
