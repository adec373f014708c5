import type { PutRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { putInlinePolicy } from '../inline-policies.ts'
import { roleHolder } from '../policy-holders.ts'

export const putRolePolicy: Command<PutRolePolicyRequest, undefined> = putInlinePolicy(roleHolder)
