import { issueCredentials, type TemporaryKeys } from './session.ts'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** So long before their end they are replaced. */
const RENEW_BEFORE_MS = 2 * 60_000

/**
 * The session's short-lived keys, in memory only, renewed when somebody needs them near their end. Those who ask at once
 * share one request.
 *
 * @param onEnded told when the server gives no more
 */
export function sessionCredentials(onEnded: () => void): () => Promise<Credentials> {
  let held: Promise<Credentials> | undefined
  let renewAt = 0
  return () => {
    if (held && Date.now() < renewAt) return held
    renewAt = Infinity
    held = issueCredentials().then(
      (keys) => {
        const credentials = credentialsOf(keys)
        renewAt = credentials.expiration.getTime() - RENEW_BEFORE_MS
        return credentials
      },
      (error: unknown) => {
        held = undefined
        if (error instanceof Error && error.name === 'NotSignedIn') onEnded()
        throw error
      },
    )
    return held
  }
}

function credentialsOf({ expiration, ...keys }: TemporaryKeys): Credentials {
  return { ...keys, expiration: new Date(expiration) }
}
