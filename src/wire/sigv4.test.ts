import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateDeploymentCommand,
  GetComponentVersionArtifactCommand,
  ListDeploymentsCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-greengrassv2'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Client,
  cloudTrailClient,
  greengrassClient,
  type Handler,
  signed,
  stsClient,
  targetArn,
  verify,
} from '../../test/support/signed-requests.ts'
import { AuthFailure } from './auth-error.ts'
import type { HttpRequest } from './http.ts'

describe('requests that real clients sign', () => {
  const commands: [string, unknown, (handler: Handler) => Client][] = [
    ['a body', new CreateDeploymentCommand({ targetArn }), greengrassClient],
    ['a query', new ListDeploymentsCommand({ targetArn, maxResults: 3 }), greengrassClient],
    [
      'a repeated query key and an ARN in the path',
      new UntagResourceCommand({
        resourceArn: 'arn:aws:greengrass:us-west-2:123456789012:coreDevices:a',
        tagKeys: ['b c', 'a'],
      }),
      greengrassClient,
    ],
    [
      'a greedy label',
      new GetComponentVersionArtifactCommand({
        arn: 'arn:aws:greengrass:us-west-2:123456789012:components:a:versions:1.0.0',
        artifactName: 'Uvt6EZ=/a b/x.jar',
      }),
      greengrassClient,
    ],
    ['a target', new LookupEventsCommand({ MaxResults: 1 }), cloudTrailClient],
    ['a form', new GetCallerIdentityCommand({}), stsClient],
  ]
  test.each(commands)('are believed: %s', async (_name, command, make) => {
    expect(verify(await signed(command, make))).toMatch(/^AKIAIOSFODNN7EXAMPLE us-west-2 /)
  })

  test.each(commands)('are refused after any change: %s', async (_name, command, make) => {
    const request = await signed(command, make)
    const changed: HttpRequest[] = [
      { ...request, method: 'PATCH' },
      { ...request, path: `${request.path}x` },
      { ...request, query: `${request.query}&x=1` },
      { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) },
      ...signedHeadersOf(request).map((name) => ({
        ...request,
        headers: { ...request.headers, [name]: `${request.headers[name]}0` },
      })),
    ]
    for (const each of changed) expect(() => verify(each)).toThrow(AuthFailure)
  })
})

test('no random change of any byte of a signed request is believed', async () => {
  const request = await signed(new CreateDeploymentCommand({ targetArn }))
  const signedNames = signedHeadersOf(request)
  const part = fc.constantFrom('path', 'body', 'authorization', ...signedNames)
  fc.assert(
    fc.property(part, fc.nat(), fc.integer({ min: 1, max: 127 }), (name, at, flip) => {
      const changed = withChangedByte(request, name, at, flip)
      if (sameInMeaning(changed, request)) return
      expect(() => verify(changed)).toThrow(AuthFailure)
    }),
    { numRuns: 20_000 },
  )
})

/** Between the parts of an Authorization header, one kind of white space is as good as another. */
function sameInMeaning(a: HttpRequest, b: HttpRequest): boolean {
  const [one, other] = [a, b].map(({ headers, ...rest }) => {
    const authorization = headers['authorization']?.replaceAll(/\s/g, ' ')
    return JSON.stringify({ ...rest, headers: { ...headers, authorization } })
  })
  return one === other
}

function signedHeadersOf({ headers }: HttpRequest): readonly string[] {
  return /SignedHeaders=([^,]+)/.exec(headers['authorization'] ?? '')?.[1]?.split(';') ?? []
}

function withChangedByte(
  request: HttpRequest,
  part: string,
  at: number,
  flip: number,
): HttpRequest {
  const change = (text: string) => {
    const bytes = Buffer.from(text, 'latin1')
    if (bytes.length === 0) return text
    const index = at % bytes.length
    bytes[index] = (bytes[index] ?? 0) ^ flip
    return bytes.toString('latin1')
  }
  if (part === 'path') return { ...request, path: change(request.path) }
  if (part === 'body') {
    const body = Buffer.from(change(Buffer.from(request.body).toString('latin1')), 'latin1')
    return { ...request, body }
  }
  const value = change(request.headers[part] ?? '')
  // White space around a value, and runs of it inside, are the same to the signature.
  const same = (text: string) => text.trim().replaceAll(/ +/g, ' ')
  if (same(value) === same(request.headers[part] ?? '')) return request
  // The parts of the Authorization header may be spelled with or without spaces between them.
  if (
    part === 'authorization' &&
    value.replaceAll(' ', '') === request.headers[part]?.replaceAll(' ', '')
  )
    return request
  // Hexadecimal is hexadecimal in either case.
  if (part === 'authorization' && value.toLowerCase() === request.headers[part]?.toLowerCase())
    return request
  return { ...request, headers: { ...request.headers, [part]: value } }
}
