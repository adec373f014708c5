import type { PutUserPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { putInlinePolicy } from '../inline-policies.ts'
import { userHolder } from '../policy-holders.ts'

export const putUserPolicy: Command<PutUserPolicyRequest, undefined> = putInlinePolicy(userHolder)
