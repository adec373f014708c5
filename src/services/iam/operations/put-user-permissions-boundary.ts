import type { PutUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { putBoundary } from '../permissions-boundaries.ts'
import { userKind } from '../users.ts'

export const putUserPermissionsBoundary: Command<PutUserPermissionsBoundaryRequest, undefined> =
  putBoundary(userKind)
