import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../src/wire/http.ts'
import { claimedSignature, verifySignature } from '../../src/wire/sigv4.ts'
import { SigningKeys } from '../../src/wire/sigv4-signature.ts'

/** AWS's own vectors for Signature Version 4. The file names its source. */
const suite = JSON.parse(readFileSync(join(import.meta.dirname, 'sigv4-suite.json'), 'utf8')) as {
  readonly secretAccessKey: string
  readonly time: string
  readonly region: string
  readonly service: string
  readonly vectors: readonly Vector[]
}

interface Vector {
  readonly name: string
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly authorization: string
}

/** HTTP has not known header values of several lines since 2014, and no server in Node gets to see one. */
const notOfToday = ['get-header-value-multiline']
const vectors = suite.vectors.filter(({ name }) => !notOfToday.includes(name))

function requestOf({ method, target, headers, body, authorization }: Vector): HttpRequest {
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const joined: Record<string, string> = { authorization }
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    joined[key] = joined[key] === undefined ? value : `${joined[key]},${value}`
  }
  return { method, path, query, headers: joined, body: Buffer.from(body), sourceIp: '192.0.2.7' }
}

function verify(request: HttpRequest): void {
  const { region, service, secretAccessKey } = suite
  const claimed = claimedSignature(request, Date.parse(suite.time), {
    isRegion: (name) => name === region,
    isService: (name) => name === service,
    serviceOf: () => undefined,
  })
  verifySignature(request, claimed, secretAccessKey, new SigningKeys())
}

test('the whole suite is here', () => {
  expect(suite.vectors.length).toBeGreaterThan(30)
})

describe.each(vectors)('$name', (vector) => {
  const request = requestOf(vector)
  const { headers } = request

  test('is believed', () => {
    expect(() => verify(request)).not.toThrow()
  })

  test.each([
    ['method', { method: 'PUT' }],
    ['path', { path: `${request.path}x` }],
    ['query', { query: `${request.query}&x=1` }],
    ['body', { body: Buffer.from(`${vector.body}x`) }],
    ['host', { headers: { ...headers, host: 'example.org' } }],
    ['time', { headers: { ...headers, 'x-amz-date': '20150830T123601Z' } }],
  ])('is not believed with another %s', (_what, change) => {
    expect(() => verify({ ...request, ...change })).toThrow('does not match')
  })
})
