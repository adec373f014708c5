import { expect, test } from 'vitest'
import { awsJson1_1 } from './aws-json1.ts'
import type { HttpRequest } from './http.ts'
import type { ServiceModel } from './model.ts'

const model: ServiceModel = {
  sdkId: 'Test',
  eventSource: 'test.amazonaws.com',
  signingName: 'test',
  protocol: 'awsJson1_1',
  apiVersion: '2026-01-01',
  targetPrefix: 'Test_20260101',
  operations: {
    Ask: {
      name: 'Ask',
      method: 'POST',
      path: '/',
      successStatus: 200,
      input: 'AskRequest',
      output: 'Unit',
    },
  },
  shapes: {
    AskRequest: {
      members: {
        Count: { type: { kind: 'number' } },
        Rows: { type: { kind: 'list', of: { kind: 'list', of: { kind: 'string' } } } },
      },
    },
  },
  errors: {},
}

function requestOf(members: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'com.amazonaws.test.v20260101.Test_20260101.Ask',
    },
    body: Buffer.from('{}'),
    sourceIp: '127.0.0.1',
    ...members,
  }
}

test.each<Partial<HttpRequest>>([
  {},
  { query: 'a=b' },
  { headers: { ...requestOf().headers, 'x-amz-target': 'Test_20260101.Ask' } },
  { headers: { ...requestOf().headers, 'content-type': 'application/x-amz-json-1.1; charset=u' } },
])('%j is a call', (members) => {
  expect(awsJson1_1.match(model, requestOf(members))?.name).toBe('Ask')
})

test.each<Partial<HttpRequest>>([
  { method: 'GET' },
  { method: 'HEAD' },
  { method: 'PUT' },
  { method: 'OPTIONS' },
  { path: '/x' },
  { path: '//' },
  { headers: { 'x-amz-target': 'Test_20260101.Ask' } },
  { headers: { ...requestOf().headers, 'content-type': 'application/json' } },
  { headers: { ...requestOf().headers, 'x-amz-target': 'Test_20260101.ask' } },
  { headers: { ...requestOf().headers, 'x-amz-target': 'Test_20260101.constructor' } },
])('%j is no call', (members) => {
  expect(awsJson1_1.match(model, requestOf(members))).toBeUndefined()
})

const read = (body: string) =>
  awsJson1_1.parseInput(
    model,
    model.operations['Ask'] as never,
    requestOf({ body: Buffer.from(body) }),
  )

test('lists in lists stay lists, without the nulls', () => {
  expect(read('{"Rows":[["a","b"],[],null,["c",null]]}')).toEqual({
    Rows: [['a', 'b'], [], ['c']],
  })
})

test.each(['1e400', '-1e400', '"1"', 'true', '[1]'])('%s is no number', (value) => {
  expect(() => read(`{"Count":${value}}`)).toThrow(
    expect.objectContaining({ code: 'SerializationException' }),
  )
})
