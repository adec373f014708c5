import type { KeyObject } from 'node:crypto'
import { open, seal, type SealingKey } from './seal.ts'
import type { Session } from './session.ts'

/** What every token of AWS's starts with, and scanners for leaked secrets look for: `IQoJb3JpZ2luX2Vj` in base64. */
const PREFIX = Buffer.from('!\n\torigin_ec')
const PURPOSE = 'session-token'

/** A session as the token that carries it. Stateless: whoever has the key ring can open it. */
export function sealSession(session: Session, key: SealingKey, nonce: Uint8Array): string {
  const sealed = seal(PURPOSE, JSON.stringify(session), key, nonce)
  return Buffer.concat([PREFIX, sealed]).toString('base64')
}

/** Undefined for a token that is damaged or not one of ours. Whether it has expired is the caller's to ask. */
export function openSession(
  token: string,
  keyOf: (id: number) => KeyObject | undefined,
): Session | undefined {
  const bytes = Buffer.from(token, 'base64')
  // Base64 has many spellings of the same bytes; only the one we gave out is the token.
  if (!bytes.subarray(0, PREFIX.length).equals(PREFIX) || bytes.toString('base64') !== token)
    return undefined
  const text = open(PURPOSE, bytes.subarray(PREFIX.length), keyOf)
  return text === undefined ? undefined : (JSON.parse(text) as Session)
}

const SESSIONS_KEPT_MAX = 10_000

/** A session makes many calls with the same token: it is opened once and kept. Nothing but the very same token finds it. */
export class OpenedSessions {
  readonly #kept = new Map<string, Session>()

  /** See {@link openSession}. */
  open(token: string, keyOf: (id: number) => KeyObject | undefined): Session | undefined {
    const known = this.#kept.get(token)
    if (known) return known
    const session = openSession(token, keyOf)
    if (!session) return undefined
    if (this.#kept.size >= SESSIONS_KEPT_MAX) this.#kept.clear()
    this.#kept.set(token, session)
    return session
  }
}
