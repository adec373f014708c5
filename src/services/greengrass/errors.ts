import type { Violation } from '../../wire/constraints.ts'
import { ServiceError } from '../../wire/service-error.ts'
import type { Call } from '../operation.ts'
import type { ServiceFaults } from '../service.ts'

/** https://docs.aws.amazon.com/greengrass/v2/APIReference/CommonErrors.html, members from the service's model. */
export const greengrassFaults: ServiceFaults = {
  invalid: (message, violations) =>
    validationException(
      message,
      'FIELD_VALIDATION_FAILED',
      violations.map(({ at, text }: Violation) => ({ name: at, message: text })),
    ),
  malformed: (message) => validationException(message, 'CANNOT_PARSE'),
  denied: (message) => new ServiceError('AccessDeniedException', message, 403),
  unknownOperation: () =>
    new ServiceError('UnknownOperationException', 'The requested operation is not known.', 404),
}

export function invalidField(name: string, message: string): ServiceError {
  return validationException(message, 'FIELD_VALIDATION_FAILED', [{ name, message }])
}

export function notFound(resourceType: string, resourceId: string): ServiceError {
  return missing(`${resourceType} ${resourceId} is not found.`, resourceType, resourceId)
}

export function missing(message: string, resourceType: string, resourceId: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, 404, { resourceId, resourceType })
}

export function conflict(message: string, resourceType: string, resourceId: string): ServiceError {
  return new ServiceError('ConflictException', message, 409, { resourceId, resourceType })
}

/** The text of a denial that has no action to name: the service could not tell what was asked for. */
export function accessDenied(message: string): ServiceError {
  return new ServiceError('AccessDeniedException', message, 403)
}

/** Of a component that has no name yet: nobody can be authorized for it. */
export function nothingToAuthorize({ caller }: Pick<Call, 'caller'>): ServiceError {
  return accessDenied(`User: ${caller.arn ?? ''} is not authorized to perform: null`)
}

export function invalidInput(message: string): ServiceError {
  return validationException(message, 'OTHER')
}

export function alreadyInProgress(): ServiceError {
  return new ServiceError(
    'RequestAlreadyInProgressException',
    'A request with the same client token is still in progress.',
    400,
  )
}

export function quotaExceeded(message: string, quotaCode: string): ServiceError {
  return new ServiceError('ServiceQuotaExceededException', message, 402, {
    quotaCode,
    serviceCode: 'greengrass',
  })
}

function validationException(
  message: string,
  reason: 'CANNOT_PARSE' | 'FIELD_VALIDATION_FAILED' | 'OTHER',
  fields?: readonly { readonly name: string; readonly message: string }[],
): ServiceError {
  return new ServiceError('ValidationException', message, 400, {
    reason,
    ...(fields ? { fields } : {}),
  })
}
