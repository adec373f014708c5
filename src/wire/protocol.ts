import type { HttpRequest, HttpResponse } from './http.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import type { ServiceError } from './service-error.ts'

/** One AWS wire protocol: the four translations between HTTP and the values operations work with. */
export interface WireProtocol {
  /** The operation this request names, or undefined when it is not one of this service's. Never throws. */
  match(model: ServiceModel, request: HttpRequest): OperationModel | undefined

  /**
   * What the caller typed where an operation's name belongs, known or not; undefined where the protocol has no such place.
   * Never throws.
   */
  operationAskedFor(request: HttpRequest): string | undefined

  /**
   * The input structure, members under their model names. Members the model does not know are dropped, explicit nulls too.
   * Throws the {@link ServiceError} AWS answers to a body that cannot be read.
   */
  parseInput(
    model: ServiceModel,
    operation: OperationModel,
    request: HttpRequest,
  ): Record<string, unknown>

  serializeOutput(
    model: ServiceModel,
    operation: OperationModel,
    output: Readonly<Record<string, unknown>>,
    requestId: string,
  ): HttpResponse

  serializeError(model: ServiceModel, error: ServiceError, requestId: string): HttpResponse
}
