import type { TagPolicyRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { policyKind } from '../managed-policies.ts'
import { tagCommand } from '../tags.ts'

export const tagPolicy: Command<TagPolicyRequest, undefined> = tagCommand(policyKind)
