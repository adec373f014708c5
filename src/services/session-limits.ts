import type { Principal } from '../identity/principals.ts'
import { ServiceError } from '../wire/service-error.ts'
import type { Call } from './operation.ts'

/**
 * What sessions that users make of themselves are not good for:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
 */

/** IAM is closed to federated users, and to sessions of GetSessionToken that were made without MFA. */
export function checkIamCaller({ principal }: Call): void {
  const session = ownSessionOf(principal)
  if (principal.kind === 'federated-user' || (session && session.mfaMs === undefined))
    throw new ServiceError(
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
      403,
    )
}

/** In STS federated users may only ask who they are, and sessions of GetSessionToken assume roles besides. */
export function checkStsCaller({ principal }: Call, eventName: string): void {
  if (eventName === 'GetCallerIdentity') return
  const mayAssume = ownSessionOf(principal) && eventName === 'AssumeRole'
  if (principal.kind === 'federated-user' || (ownSessionOf(principal) && !mayAssume))
    throw new ServiceError('AccessDenied', `Cannot call ${eventName} with session credentials`, 403)
}

/** Of GetSessionToken. The console's sessions are not limited. */
function ownSessionOf(principal: Principal) {
  if (principal.kind !== 'user' && principal.kind !== 'root') return undefined
  return principal.session?.isFromConsole ? undefined : principal.session
}
