import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../operation.ts'

/** https://docs.aws.amazon.com/iot/latest/apireference/API_Operations_AWS_IoT_Jobs_Data_Plane.html */
export const iotJobsDataFaults: ServiceFaults = {
  invalid: (message) => invalidRequest(message),
  malformed: (message) => invalidRequest(message),
  denied: (message) => new ServiceError('ForbiddenException', message, 403),
  unknownOperation: () =>
    new ServiceError('UnknownOperationException', 'The requested operation is not known.', 404),
}

export function invalidRequest(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message, 400)
}

export function notFound(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `${what} cannot be found.`, 404)
}

export function terminalState(jobId: string): ServiceError {
  const message = `Job execution ${jobId} is in a terminal state.`
  return new ServiceError('TerminalStateException', message, 410)
}

export function invalidStateTransition(message: string): ServiceError {
  return new ServiceError('InvalidStateTransitionException', message, 409)
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', message, 409)
}
