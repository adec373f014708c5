import { ServiceError } from '../../wire/service-error.ts'
import { iamModel } from './model.generated.ts'

/**
 * An error of IAM's under its class name, as events show it; the wire has its short name (`NoSuchEntity`).
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function iamError(code: string, message: string): ServiceError {
  return new ServiceError(code, message, iamModel.errors[code]?.httpStatus ?? 400)
}

export function noSuchEntity(message: string): ServiceError {
  return iamError('NoSuchEntityException', message)
}

export function alreadyExists(message: string): ServiceError {
  return iamError('EntityAlreadyExistsException', message)
}

export function invalidInput(message: string): ServiceError {
  return iamError('InvalidInputException', message)
}

/** @param what must be done first: `detach all policies` */
export function mustFirst(what: string): ServiceError {
  return iamError('DeleteConflictException', `Cannot delete entity, must ${what} first.`)
}

/** @param quota the quota's name: `AccessKeysPerUser` */
export function quotaExceeded(quota: string, max: number): ServiceError {
  return iamError('LimitExceededException', `Cannot exceed quota for ${quota}: ${max}`)
}

export function checkQuota(quota: string, max: number, existing: number): void {
  if (existing >= max) throw quotaExceeded(quota, max)
}

/** Of what no policy could allow. */
export function accessDenied(message: string): ServiceError {
  return new ServiceError('AccessDenied', message, 403)
}

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message, 400)
}
