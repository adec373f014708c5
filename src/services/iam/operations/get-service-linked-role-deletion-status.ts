import type {
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse,
} from '@aws-sdk/client-iam'
import {
  linkedRoleDeletionKey,
  linkedRoleDeletions,
} from '../../../identity/linked-role-deletion.ts'
import type { Query } from '../../operation.ts'
import { noSuchEntity } from '../errors.ts'

export const getServiceLinkedRoleDeletionStatus: Query<
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse
> = {
  kind: 'query',
  resourceArn: ({ DeletionTaskId = '' }, { accountId }) =>
    `arn:aws:iam::${accountId}:role/${DeletionTaskId.split('/').slice(1, -1).join('/')}`,
  run({ DeletionTaskId: taskId = '' }, { resources, accountId }) {
    if (!resources.get(linkedRoleDeletions, linkedRoleDeletionKey({ accountId, taskId })))
      throw noSuchEntity(`Deletion task ${taskId} cannot be found.`)
    return { Status: 'SUCCEEDED' }
  },
}
