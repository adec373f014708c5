import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../service.ts'

/** CloudTrail answers 400 to everything: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html */
export function cloudTrailError(code: string, message: string): ServiceError {
  return new ServiceError(code, message, 400)
}

export const cloudTrailFaults: ServiceFaults = {
  invalid: (message) => cloudTrailError('ValidationException', message),
  malformed: (message) => cloudTrailError('SerializationException', message),
  denied: (message) => cloudTrailError('AccessDeniedException', message),
  unknownOperation: () => new ServiceError('UnknownOperationException', '', 404),
}

export function trailNotFound(what: string, accountId: string): ServiceError {
  return cloudTrailError(
    'TrailNotFoundException',
    `Unknown trail: ${what} for the user: ${accountId}`,
  )
}

/** Tokens of operations that never answer one: `reserved for future use`. */
export function noToken(token: string | undefined): void {
  if (token !== undefined)
    throw cloudTrailError('InvalidTokenException', 'The specified token is not valid.')
}

export function invalidSelectors(message: string): ServiceError {
  return cloudTrailError('InvalidEventSelectorsException', message)
}
