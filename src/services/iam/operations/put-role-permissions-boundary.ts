import type { PutRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { putBoundary } from '../permissions-boundaries.ts'
import { roleKind } from '../roles.ts'

export const putRolePermissionsBoundary: Command<PutRolePermissionsBoundaryRequest, undefined> =
  putBoundary(roleKind)
