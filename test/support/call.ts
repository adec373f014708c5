import { type ResourceChange, Resources } from '../../src/ledger/resources.ts'
import type { Call } from '../../src/services/operation.ts'

/** A call of the account's root, in which only what a test is about has to be said. */
export function callOf(changes: readonly ResourceChange[] = [], members: Partial<Call> = {}): Call {
  const resources = new Resources()
  resources.apply(changes)
  let ids = 0
  return {
    principal: { kind: 'root', accountId: '123456789012' },
    caller: {
      type: 'Root',
      principalId: '123456789012',
      arn: 'arn:aws:iam::123456789012:root',
      accountId: '123456789012',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    },
    accountId: '123456789012',
    region: 'us-west-2',
    endpoint: 'http://127.0.0.1:4567',
    nowMs: Date.UTC(2026, 6, 20, 9, 15, 42),
    resources,
    position: 1,
    acknowledgedPosition: 0,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    isAllowed: () => true,
    random: { uuid: () => '', bytes: (count) => new Uint8Array(count) },
    ...members,
  }
}
