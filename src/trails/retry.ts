import type { Random } from '../base/random.ts'
import type { Retry } from './delivery-state.ts'

/** How long what cannot be delivered is kept and tried again: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html */
export const RETRY_DAYS_MAX = 30
export const DAY_MS = 24 * 60 * 60 * 1000

const FIRST_PAUSE_MS = 1_000
/** With its jitter still less than a minute, so that a repaired bucket is noticed within one. */
const PAUSE_MS_MAX = 32_000

/** When to try again after one more failure: twice as late each time, and never all at the same moment. */
export function nextRetry(retry: Retry | undefined, nowMs: number, random: Random): Retry {
  const failures = (retry?.failures ?? 0) + 1
  const pauseMs = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20))
  const [byte = 0] = random.bytes(1)
  return { failures, nextMs: nowMs + Math.round(pauseMs * (0.5 + byte / 256)) }
}

export function isPaused(retry: Retry | undefined, nowMs: number): boolean {
  return retry !== undefined && nowMs < retry.nextMs
}
