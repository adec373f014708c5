import type { Scope } from '../../fleet/scope.ts'
import { collection } from '../../ledger/resources.ts'

/** The role with which the service acts for an account, one in each Region. */
export interface ServiceRole extends Scope {
  readonly roleArn: string
  /** Whole seconds: `2026-07-20T09:15:42Z`. */
  readonly associatedAt: string
}

/** Under their scopes. */
export const serviceRoles = collection<ServiceRole>('greengrass/service-role')

/** As these operations print times, where all others print numbers. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
