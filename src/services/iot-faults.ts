import { ServiceError } from '../wire/service-error.ts'
import type { ServiceFaults } from './service.ts'

/** What IoT and its data planes answer alike; they differ in what they call a denial. */
export function faultsOfIot(denied: 'AccessDeniedException' | 'ForbiddenException'): ServiceFaults {
  return {
    invalid: (message) => invalidRequest(message),
    malformed: (message) => invalidRequest(message),
    denied: (message) => new ServiceError(denied, message, 403),
    unknownOperation: () =>
      new ServiceError('UnknownOperationException', 'The requested operation is not known.', 404),
  }
}

export function invalidRequest(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message, 400)
}
