import { violationMessage, violationsOf } from '../wire/constraints.ts'
import type { HttpRequest } from '../wire/http.ts'
import type { OperationModel } from '../wire/model.ts'
import type { WireProtocol } from '../wire/protocol.ts'
import { ServiceError } from '../wire/service-error.ts'
import type { Service } from '../services/service.ts'

const BODY_BYTES_MAX = 10 * 1024 * 1024

type Input = Readonly<Record<string, unknown>>

type ReadInput =
  | { readonly input: Input; readonly error?: undefined }
  /** The input is there when it could be read and breaks a rule. */
  | { readonly input?: Input; readonly error: ServiceError }

/** The input of a call, read and held against the rules of its model. */
export function readInput(call: {
  readonly service: Service
  readonly protocol: WireProtocol
  readonly operation: OperationModel
  readonly request: HttpRequest
}): ReadInput {
  const { service, operation, request, protocol } = call
  let input: Input | undefined
  try {
    const bytesMax = service.bodyBytesMax?.(operation) ?? BODY_BYTES_MAX
    if (request.body.length > bytesMax) throw tooLarge(bytesMax)
    input = protocol.parseInput(service.model, operation, request)
    const violations = violationsOf(service.model, service.constraints, operation.input, input)
    if (violations.length) throw service.faults.invalid(violationMessage(violations), violations)
    return { input }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    const told =
      error.code === 'SerializationException' ? service.faults.malformed(error.message) : error
    return input ? { input, error: told } : { error: told }
  }
}

function tooLarge(bytesMax: number): ServiceError {
  return new ServiceError(
    'RequestEntityTooLargeException',
    `The request body is larger than ${bytesMax} bytes.`,
    413,
  )
}
