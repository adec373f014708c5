import type {
  AssociateServiceRoleToAccountRequest,
  AssociateServiceRoleToAccountResponse,
} from '@aws-sdk/client-greengrassv2'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Command } from '../../operation.ts'
import { invalidField } from '../errors.ts'
import { serviceRoles, timeText } from '../service-role.ts'

type Associate = Command<
  AssociateServiceRoleToAccountRequest,
  AssociateServiceRoleToAccountResponse
>

export const associateServiceRoleToAccount: Associate = {
  kind: 'command',
  furtherActions: ({ roleArn = '' }) =>
    isRoleArn(roleArn)
      ? [
          {
            action: 'iam:PassRole',
            resourceArn: roleArn,
            conditionKeys: { 'iam:PassedToService': 'greengrass.amazonaws.com' },
          },
        ]
      : [],
  run({ roleArn = '' }, call) {
    if (!isRoleArn(roleArn)) throw invalidField('RoleArn', 'That role ARN is invalid.')
    const { accountId, region } = call
    const associatedAt = timeText(call.nowMs)
    const role = { accountId, region, roleArn, associatedAt }
    return { output: { associatedAt }, changes: [serviceRoles.put(scopeKey(call), role)] }
  },
}

function isRoleArn(text: string): boolean {
  return /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(text)
}
