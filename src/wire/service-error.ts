/** An error the caller is meant to see, named as AWS names it. Anything else thrown is our bug. */
export class ServiceError extends Error {
  /** The shape's name, as CloudTrail shows it: `ResourceNotFoundException`, `NoSuchEntityException`. */
  readonly code: string
  readonly httpStatus: number
  /** The members of the error's shape besides its message, in AWS's names. */
  readonly fields: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    message: string,
    httpStatus: number,
    fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = 'ServiceError'
    this.code = code
    this.httpStatus = httpStatus
    this.fields = fields
  }
}
