import { ServiceError } from '../../wire/service-error.ts'
import { stsModel } from './model.generated.ts'

/**
 * An error of STS's under its class name, as events show it; the wire has its short name (`MalformedPolicyDocument`).
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function stsError(code: string, message: string): ServiceError {
  return new ServiceError(code, message, stsModel.errors[code]?.httpStatus ?? 400)
}

export function accessDenied(message: string): ServiceError {
  return new ServiceError('AccessDenied', message, 403)
}

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message, 400)
}

export function invalidParameterValue(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message, 400)
}
