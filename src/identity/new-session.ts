import type { Random } from '../base/random.ts'
import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
import { newSecretAccessKey, newTemporaryAccessKeyId } from './identifiers.ts'
import { currentKey } from './key-ring.ts'
import { NONCE_BYTES } from './seal.ts'
import type { Session } from './session.ts'
import { sealSession } from './session-token.ts'

export type SessionFacts = Omit<
  Session,
  'accessKeyId' | 'secretAccessKey' | 'issuedMs' | 'expiresMs'
>

export interface NewSession {
  readonly session: Session
  readonly token: string
  /** To be committed before the token is handed out: the key ring may have a new key. */
  readonly changes: readonly ResourceChange[]
}

interface Making {
  readonly nowMs: number
  readonly resources: ResourceReader
  readonly random: Random
}

/** Temporary credentials. Nothing is kept of them: the token carries the whole session, sealed. */
export function newSession(
  facts: SessionFacts,
  durationSeconds: number,
  { nowMs, resources, random }: Making,
): NewSession {
  // Whole seconds, because that is what answers, events and `aws:TokenIssueTime` can say.
  const issuedMs = Math.floor(nowMs / 1000) * 1000
  const session: Session = {
    ...facts,
    accessKeyId: newTemporaryAccessKeyId(facts.subject.accountId, random),
    secretAccessKey: newSecretAccessKey(random),
    issuedMs,
    expiresMs: issuedMs + durationSeconds * 1000,
  }
  const { key, changes } = currentKey(resources, nowMs, random)
  return { session, token: sealSession(session, key, random.bytes(NONCE_BYTES)), changes }
}
