import type { DeleteRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { deleteBoundary } from '../permissions-boundaries.ts'
import { roleKind } from '../roles.ts'

export const deleteRolePermissionsBoundary: Command<
  DeleteRolePermissionsBoundaryRequest,
  undefined
> = deleteBoundary(roleKind, 'role')
