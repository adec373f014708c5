import { ServiceError } from '../../wire/service-error.ts'
import { faultsOfIot } from '../iot-faults.ts'

/** https://docs.aws.amazon.com/iot/latest/apireference/API_Operations_AWS_IoT_Data_Plane.html */
export const iotDataFaults = faultsOfIot('ForbiddenException')

export { invalidRequest } from '../iot-faults.ts'

export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, 404)
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', message, 409)
}

export function tooLarge(message: string): ServiceError {
  return new ServiceError('RequestEntityTooLargeException', message, 413)
}
