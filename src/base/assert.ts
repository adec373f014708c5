/** For what cannot be false unless we have a bug: ends the call, and in the ledger the process. */
export function assert(claim: boolean, message: string): asserts claim {
  if (!claim) throw new Error(`assertion failed: ${message}`)
}
