import type { HttpRequest, HttpResponse } from './http.ts'
import { parseJsonObject } from './json-text.ts'
import type { WireProtocol } from './protocol.ts'
import { readJson, writeJson } from './shape-json.ts'

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const awsJson1_1 = awsJson1('1.1')

/** https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export const awsJson1_0 = awsJson1('1.0')

function awsJson1(version: '1.0' | '1.1'): WireProtocol {
  const contentType = `application/x-amz-json-${version}`
  const respond = (status: number, body: unknown, requestId: string): HttpResponse => ({
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
    body: JSON.stringify(body),
  })
  return {
    match(model, request) {
      const { method, path, headers } = request
      if (method !== 'POST' || path !== '/') return undefined
      if (!headers['content-type']?.startsWith('application/x-amz-json-1.')) return undefined
      const name = operationAskedFor(request)
      return name !== undefined && Object.hasOwn(model.operations, name)
        ? model.operations[name]
        : undefined
    },

    operationAskedFor,

    parseInput(model, operation, request) {
      const type = { kind: 'structure', name: operation.input } as const
      return readJson(model, type, parseJsonObject(request.body)) as Record<string, unknown>
    },

    serializeOutput(model, operation, output, requestId) {
      const body = writeJson(model, { kind: 'structure', name: operation.output }, output)
      return respond(operation.successStatus, body, requestId)
    },

    serializeError(_model, error, requestId) {
      const body = { __type: error.code, Message: error.message, ...error.fields }
      const response = respond(error.httpStatus, body, requestId)
      return { ...response, headers: { ...response.headers, 'x-amzn-errortype': error.code } }
    },
  }
}

/**
 * The target has two spellings, `CloudTrail_20131101.LookupEvents` and, from botocore,
 * `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents`: what counts stands after the last dot.
 */
function operationAskedFor(request: HttpRequest): string | undefined {
  const target = request.headers['x-amz-target']
  return target?.slice(target.lastIndexOf('.') + 1)
}
