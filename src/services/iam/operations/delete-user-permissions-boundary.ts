import type { DeleteUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { deleteBoundary } from '../permissions-boundaries.ts'
import { userKind } from '../users.ts'

export const deleteUserPermissionsBoundary: Command<
  DeleteUserPermissionsBoundaryRequest,
  undefined
> = deleteBoundary(userKind, 'user')
