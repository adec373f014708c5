import type {
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
} from '@aws-sdk/client-iam'
import { putRole } from '../../../identity/role.ts'
import type { Command } from '../../operation.ts'
import { roleKind, roleOutput } from '../roles.ts'

/** Also of a role that belongs to a service: its description is all that others may change of it. */
export const updateRoleDescription: Command<
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse
> = {
  kind: 'command',
  resourceArn: roleKind.arn,
  run(input, call) {
    const role = { ...roleKind.find(input, call), description: input.Description ?? '' }
    return { output: { Role: roleOutput(role, call.resources) }, changes: [putRole(role)] }
  },
}
