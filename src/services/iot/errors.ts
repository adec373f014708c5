import { ServiceError } from '../../wire/service-error.ts'
import { faultsOfIot } from '../iot-faults.ts'

/** https://docs.aws.amazon.com/iot/latest/apireference/CommonErrors.html */
export const iotFaults = faultsOfIot('AccessDeniedException')

export { invalidRequest } from '../iot-faults.ts'

export function notFound(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `${what} cannot be found.`, 404)
}

export function alreadyExists(what: string, resourceId: string, resourceArn: string): ServiceError {
  const message = `${what} already exists in the account with different properties.`
  return new ServiceError('ResourceAlreadyExistsException', message, 409, {
    resourceId,
    resourceArn,
  })
}

export function versionConflict(what: string, version: number): ServiceError {
  const message = `The version for ${what} does not match the expected version: it is ${version}.`
  return new ServiceError('VersionConflictException', message, 409)
}

export function limitExceeded(message: string): ServiceError {
  return new ServiceError('LimitExceededException', message, 410)
}

export function invalidStateTransition(message: string): ServiceError {
  return new ServiceError('InvalidStateTransitionException', message, 409)
}
