import type { DisassociateServiceRoleFromAccountResponse } from '@aws-sdk/client-greengrassv2'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Command } from '../../operation.ts'
import { serviceRoles, timeText } from '../service-role.ts'

type Disassociate = Command<object, DisassociateServiceRoleFromAccountResponse>

/** Where there is none, nothing is left to do. */
export const disassociateServiceRoleFromAccount: Disassociate = {
  kind: 'command',
  run: (_, call) => ({
    output: { disassociatedAt: timeText(call.nowMs) },
    changes: [serviceRoles.delete(scopeKey(call))],
  }),
}
