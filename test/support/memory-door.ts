import type { Random } from '../../src/base/random.ts'
import type { ResourceChange } from '../../src/ledger/resources.ts'
import { Ledger } from '../../src/ledger/ledger.ts'
import { OpenedSessions } from '../../src/identity/session-token.ts'
import { PolicyCache } from '../../src/identity/policy/policy-cache.ts'
import { Evaluations } from '../../src/server/evaluations.ts'
import type { Enforcement } from '../../src/server/authorize.ts'
import type { FrontDoor } from '../../src/server/front-door.ts'
import type { Service } from '../../src/services/service.ts'
import { SigningKeys } from '../../src/wire/sigv4-signature.ts'
import { greengrassAlone } from './greengrass.ts'
import { FaultyStore } from './faulty-store.ts'

export interface MemoryDoor {
  readonly door: FrontDoor
  readonly store: FaultyStore
  readonly bugs: readonly unknown[]
}

/** A front door with nothing behind it but memory: for tests of what a call is and leaves. */
export async function memoryDoor(
  principals: readonly ResourceChange[],
  {
    nowMs,
    random,
    services = [greengrassAlone],
    enforcement = 'enforce',
  }: {
    readonly nowMs: number
    readonly random: Random
    readonly services?: readonly Service[]
    readonly enforcement?: Enforcement
  },
): Promise<MemoryDoor> {
  const store = new FaultyStore()
  const bugs: unknown[] = []
  const ledger = await Ledger.open(store, () => undefined)
  await ledger.commit({ events: [], changes: principals })
  const door: FrontDoor = {
    services,
    ledger,
    signingKeys: new SigningKeys(),
    sessions: new OpenedSessions(),
    authorization: {
      enforcement,
      policies: new PolicyCache(100),
      evaluations: new Evaluations(100),
    },
    clock: { now: () => nowMs },
    random,
    observer: {
      answered: () => undefined,
      rejected: () => undefined,
      bug: (error) => bugs.push(error),
    },
  }
  return { door, store, bugs }
}

/** Gives out these ids, and then none. */
export function pinnedIds(ids: readonly string[]): Random {
  const left = [...ids]
  return {
    uuid() {
      const id = left.shift()
      if (id === undefined) throw new Error('more ids are asked for than were pinned')
      return id
    },
    bytes: (count) => new Uint8Array(count),
  }
}
