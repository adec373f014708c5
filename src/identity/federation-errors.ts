import { ServiceError } from '../wire/service-error.ts'

/**
 * What STS answers to a token or an assertion that it does not believe:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 */
export function invalidIdentityToken(message: string): ServiceError {
  return new ServiceError('InvalidIdentityTokenException', message, 400)
}

export function expiredToken(message: string): ServiceError {
  return new ServiceError('ExpiredTokenException', message, 400)
}

/** The identity provider itself says that it did not vouch for the caller. */
export function rejectedClaim(message: string): ServiceError {
  return new ServiceError('IDPRejectedClaimException', message, 403)
}

/** Clients try again after this one. */
export function idpCommunicationError(message: string): ServiceError {
  return new ServiceError('IDPCommunicationErrorException', message, 400)
}
