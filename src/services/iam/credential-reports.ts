import { type CredentialReport, credentialReports } from '../../identity/credential-report.ts'
import type { Call } from '../operation.ts'

/** A report younger than this is given again rather than made anew. */
const VALID_MS = 4 * 60 * 60 * 1000

export function isFresh({ generatedAt }: CredentialReport, { nowMs }: Call): boolean {
  return nowMs - Date.parse(generatedAt) < VALID_MS
}

export function latestReport({ resources, accountId }: Call): CredentialReport | undefined {
  return resources.get(credentialReports, accountId)
}
