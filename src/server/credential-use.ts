import { noteAccessKeyUse } from '../identity/access-key.ts'
import { noteRoleUse } from '../identity/role.ts'
import type { ResourceChange } from '../ledger/resources.ts'
import type { AdmittedCall } from './admitted-call.ts'

/**
 * What a call leaves for "last used" of its key or role, committed with its event. Mostly nothing: uses are noted once in a
 * while, because a ledger change of its own would cost each call more than its signature.
 */
export function useOfCredential(call: AdmittedCall): readonly ResourceChange[] {
  const { principal, accessKeyId, resources, nowMs, region, service } = call
  if (principal.kind === 'role-session')
    return noteRoleUse(resources, principal.role, { nowMs, region })
  const isLongTerm = principal.kind !== 'federated' && principal.session === undefined
  if (!isLongTerm || accessKeyId === undefined) return []
  return noteAccessKeyUse(resources, accessKeyId, { nowMs, service: service.iamPrefix, region })
}
