import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../operation.ts'

/** https://docs.aws.amazon.com/iot/latest/apireference/CommonErrors.html */
export const iotFaults: ServiceFaults = {
  invalid: (message) => new ServiceError('InvalidRequestException', message, 400),
  malformed: (message) => new ServiceError('InvalidRequestException', message, 400),
  denied: (message) => new ServiceError('AccessDeniedException', message, 403),
  unknownOperation: () =>
    new ServiceError('UnknownOperationException', 'The requested operation is not known.', 404),
}
