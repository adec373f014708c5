import { hash } from 'node:crypto'
import { accounts } from '../../identity/account.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import type { ServiceError } from '../../wire/service-error.ts'
import { cloudTrailError } from './errors.ts'

/** The accounts of an installation are one organization, managed by the first of them. */
export function managementAccountId(resources: ResourceReader): string | undefined {
  return resources.list(accounts)[0]?.accountId
}

export function organizationIdOf(managementAccount: string): string {
  const digest = hash('sha256', `organization of ${managementAccount}`, 'buffer')
  const letters = Array.from(digest.subarray(0, 10), (byte) => (byte % 36).toString(36))
  return `o-${letters.join('')}`
}

export function notManagementAccount(): ServiceError {
  return cloudTrailError(
    'NotOrganizationMasterAccountException',
    'This operation can only be performed by the management account of the organization.',
  )
}
