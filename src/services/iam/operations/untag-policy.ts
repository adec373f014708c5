import type { UntagPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { policyKind } from '../managed-policies.ts'
import { untagCommand } from '../tags.ts'

export const untagPolicy: Command<UntagPolicyRequest, undefined> = untagCommand(policyKind)
