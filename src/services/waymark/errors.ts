import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../service.ts'

export function waymarkError(code: string, message: string, httpStatus = 400): ServiceError {
  return new ServiceError(code, message, httpStatus)
}

export const waymarkFaults: ServiceFaults = {
  invalid: (message) => waymarkError('ValidationException', message),
  malformed: (message) => waymarkError('SerializationException', message),
  denied: (message) => waymarkError('AccessDeniedException', message, 403),
  unknownOperation: () =>
    waymarkError('UnknownOperationException', 'The requested operation is not known.', 404),
}
