import type { Credentials } from '@aws-sdk/client-sts'
import { newSecretAccessKey, newTemporaryAccessKeyId } from '../../identity/identifiers.ts'
import { currentKey } from '../../identity/key-ring.ts'
import { NONCE_BYTES } from '../../identity/seal.ts'
import type { Session } from '../../identity/session.ts'
import { sealSession } from '../../identity/session-token.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'

export interface IssuedSession {
  readonly credentials: Credentials
  /** To be committed with the call: the key ring may have a new key. */
  readonly changes: readonly ResourceChange[]
}

type SessionFacts = Omit<Session, 'accessKeyId' | 'secretAccessKey' | 'issuedMs' | 'expiresMs'>

/** Temporary credentials. Nothing is kept of them: the token carries the whole session, sealed. */
export function issueSession(
  facts: SessionFacts,
  durationSeconds: number,
  { nowMs, resources, random }: Pick<Call, 'nowMs' | 'resources' | 'random'>,
): IssuedSession {
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
  return {
    credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: sealSession(session, key, random.bytes(NONCE_BYTES)),
      Expiration: new Date(session.expiresMs),
    },
    changes,
  }
}
