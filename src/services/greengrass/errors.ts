import type { Violation } from '../../wire/constraints.ts'
import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../operation.ts'

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
  return new ServiceError(
    'ResourceNotFoundException',
    `${resourceType} ${resourceId} is not found.`,
    404,
    { resourceId, resourceType },
  )
}

export function conflict(message: string, resourceType: string, resourceId: string): ServiceError {
  return new ServiceError('ConflictException', message, 409, { resourceId, resourceType })
}

function validationException(
  message: string,
  reason: 'CANNOT_PARSE' | 'FIELD_VALIDATION_FAILED',
  fields?: readonly { readonly name: string; readonly message: string }[],
): ServiceError {
  return new ServiceError('ValidationException', message, 400, {
    reason,
    ...(fields ? { fields } : {}),
  })
}
