import type { Credentials } from '@aws-sdk/client-sts'
import { newSession, type SessionFacts } from '../../identity/new-session.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'

export interface IssuedSession {
  readonly credentials: Credentials
  /** To be committed with the call: the key ring may have a new key. */
  readonly changes: readonly ResourceChange[]
}

/** A new session as the operations of STS hand it out. */
export function issueSession(
  facts: SessionFacts,
  durationSeconds: number,
  call: Pick<Call, 'nowMs' | 'resources' | 'random'>,
): IssuedSession {
  const { session, token, changes } = newSession(facts, durationSeconds, call)
  return {
    credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: token,
      Expiration: new Date(session.expiresMs),
    },
    changes,
  }
}
