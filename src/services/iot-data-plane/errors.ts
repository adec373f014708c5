import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../operation.ts'

/** https://docs.aws.amazon.com/iot/latest/apireference/API_Operations_AWS_IoT_Data_Plane.html */
export const iotDataFaults: ServiceFaults = {
  invalid: (message) => invalidRequest(message),
  malformed: (message) => invalidRequest(message),
  denied: (message) => new ServiceError('ForbiddenException', message, 403),
  unknownOperation: () =>
    new ServiceError('UnknownOperationException', 'The requested operation is not known.', 404),
}

export function invalidRequest(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message, 400)
}

export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, 404)
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', message, 409)
}

export function tooLarge(message: string): ServiceError {
  return new ServiceError('RequestEntityTooLargeException', message, 413)
}
