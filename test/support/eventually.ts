import { vi } from 'vitest'

/** So long that only what never comes runs into it, on a busy machine too. */
const WAIT_MS = 60_000

/** Waits until a claim holds, and comes back with what it comes back with. Of what never holds, it tells how it fails. */
export function eventually<T>(claim: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(claim, { timeout: WAIT_MS, interval: 50 })
}
