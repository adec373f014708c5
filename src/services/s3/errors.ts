import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../operation.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const s3Faults: ServiceFaults = {
  invalid: (message) => new ServiceError('InvalidArgument', message, 400),
  malformed: (message) => new ServiceError('InvalidRequest', message, 400),
  denied: () => new ServiceError('AccessDenied', 'Access Denied', 403),
  unknownOperation: () =>
    new ServiceError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
    ),
}
