import { collection } from '../ledger/resources.ts'

/** That a role which belonged to a service is gone, for who asks how its deletion went. */
export interface LinkedRoleDeletion {
  readonly accountId: string
  readonly taskId: string
}

/** Under `<account id>/<task id>`. */
export const linkedRoleDeletions = collection<LinkedRoleDeletion>('identity/linked-role-deletion')

export function linkedRoleDeletionKey({ accountId, taskId }: LinkedRoleDeletion): string {
  return `${accountId}/${taskId}`
}
