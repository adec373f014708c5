import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Random } from '../base/random.ts'
import { collection, type ResourceChange, type ResourceReader } from '../ledger/resources.ts'
import type { SealingKey } from './seal.ts'

/**
 * The keys that seal session tokens and authorization messages. They lie in the ledger beside the access keys and MFA
 * seeds, and like those no operation shows them: so tokens survive a restart, and every server on the ledger opens them.
 */
interface RingKey {
  /** One byte, counted up and around. */
  readonly id: number
  /** Base64. */
  readonly key: string
  readonly createdMs: number
}

const ringKeys = collection<RingKey>('identity/sealing-key')

const KEY_BYTES = 32
const KEY_IDS = 256

/** After this a key seals nothing new. Far below 2^32 tokens, after which random nonces would be too few. */
const SEALS_FOR_MS = 30 * 24 * 60 * 60 * 1000
/** What a key sealed last has to open as long as the longest session lasts, which is 36 hours. */
const OPENS_FOR_MS = SEALS_FOR_MS + 36 * 60 * 60 * 1000

export interface CurrentKey {
  readonly key: SealingKey
  /** To be committed with what is sealed: a fresh key, and the keys that nothing needs any more. */
  readonly changes: readonly ResourceChange[]
}

/** The key to seal with. The first of a ledger and each next one are made on the way. */
export function currentKey(resources: ResourceReader, nowMs: number, random: Random): CurrentKey {
  const ring = resources.list(ringKeys)
  const newest = ring.at(-1)
  if (newest && nowMs - newest.createdMs < SEALS_FOR_MS)
    return { key: { id: newest.id, key: keyObject(newest) }, changes: [] }
  const fresh: RingKey = {
    id: newest ? (newest.id + 1) % KEY_IDS : 0,
    key: Buffer.from(random.bytes(KEY_BYTES)).toString('base64'),
    createdMs: nowMs,
  }
  const outlived = ring.filter(({ createdMs }) => nowMs - createdMs >= OPENS_FOR_MS)
  return {
    key: { id: fresh.id, key: keyObject(fresh) },
    changes: [
      ...outlived.map(({ id }) => ringKeys.delete(String(id))),
      ringKeys.put(String(fresh.id), fresh),
    ],
  }
}

export function ringKeyOf(resources: ResourceReader, id: number): KeyObject | undefined {
  const found = resources.get(ringKeys, String(id))
  return found && keyObject(found)
}

/** Key objects cost more to make than to use. */
const keyObjects = new WeakMap<RingKey, KeyObject>()

function keyObject(ringKey: RingKey): KeyObject {
  const known = keyObjects.get(ringKey)
  if (known) return known
  const made = createSecretKey(ringKey.key, 'base64')
  keyObjects.set(ringKey, made)
  return made
}
