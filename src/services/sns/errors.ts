import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../service.ts'
import { queryFaults } from '../query-faults.ts'
import { snsModel } from './model.generated.ts'

/** https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html, with the names and statuses of the model. */
function snsError(code: string, message: string): ServiceError {
  return new ServiceError(code, message, snsModel.errors[code]?.httpStatus ?? 400)
}

export function invalidParameter(what: string): ServiceError {
  return snsError('InvalidParameterException', `Invalid parameter: ${what}`)
}

export function notFound(message: string): ServiceError {
  return snsError('NotFoundException', message)
}

export function limitExceeded(
  code:
    | 'TopicLimitExceededException'
    | 'SubscriptionLimitExceededException'
    | 'TagLimitExceededException',
  message: string,
): ServiceError {
  return snsError(code, message)
}

export function noResource(): ServiceError {
  return snsError('ResourceNotFoundException', 'Resource does not exist')
}

export function authorizationError(message: string): ServiceError {
  return snsError('AuthorizationErrorException', message)
}

export function batchError(
  code:
    | 'EmptyBatchRequestException'
    | 'TooManyEntriesInBatchRequestException'
    | 'BatchEntryIdsNotDistinctException'
    | 'InvalidBatchEntryIdException'
    | 'BatchRequestTooLongException',
  message: string,
): ServiceError {
  return snsError(code, message)
}

export const snsFaults: ServiceFaults = {
  ...queryFaults(snsModel.apiVersion),
  // SNS is spelled in capitals where an action is named, and in small letters in ARNs.
  denied: (message) => authorizationError(message.replaceAll(/\bsns:(?=[A-Z])/g, 'SNS:')),
}
