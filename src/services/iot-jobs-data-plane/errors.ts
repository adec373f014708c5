import { ServiceError } from '../../wire/service-error.ts'
import { faultsOfIot } from '../iot-faults.ts'

/** https://docs.aws.amazon.com/iot/latest/apireference/API_Operations_AWS_IoT_Jobs_Data_Plane.html */
export const iotJobsDataFaults = faultsOfIot('ForbiddenException')

export { invalidRequest } from '../iot-faults.ts'

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
