import type { AttachUserPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { attachPolicy } from '../attached-policies.ts'
import { userHolder } from '../policy-holders.ts'

export const attachUserPolicy: Command<AttachUserPolicyRequest, undefined> =
  attachPolicy(userHolder)
