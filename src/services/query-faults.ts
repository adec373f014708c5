import { ServiceError } from '../wire/service-error.ts'
import type { ServiceFaults } from './service.ts'

/** The errors of a query-protocol service: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export function queryFaults(apiVersion: string): ServiceFaults {
  return {
    invalid: (message) => new ServiceError('ValidationError', message, 400),
    malformed: (message) => new ServiceError('MalformedQueryString', message, 400),
    denied: (message) => new ServiceError('AccessDenied', message, 403),
    unknownOperation: (name = '') =>
      new ServiceError(
        'InvalidAction',
        `Could not find operation ${name.slice(0, 128)} for version ${apiVersion}`,
        400,
      ),
  }
}
