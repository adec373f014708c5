import type { Principal } from '../../identity/principals.ts'

const SECONDS_DEFAULT = 43_200
/** A session of the root user is cut down to this, whatever is asked. */
const ROOT_SECONDS_MAX = 3600

/** Of the sessions that GetSessionToken and GetFederationToken give to their own callers, in seconds. */
export function durationOf(
  { DurationSeconds = SECONDS_DEFAULT }: { readonly DurationSeconds?: number | undefined },
  { kind }: Principal,
): number {
  return kind === 'root' ? Math.min(DurationSeconds, ROOT_SECONDS_MAX) : DurationSeconds
}
