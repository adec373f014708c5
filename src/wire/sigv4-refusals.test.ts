import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixedNow, refusal, verify } from '../../test/support/signed-requests.ts'
import { authErrorOf, AuthFailure } from './auth-error.ts'
import type { HttpRequest } from './http.ts'

describe('what AWS says, in AWS’s order', () => {
  const authorization = (fields: string) => `AWS4-HMAC-SHA256 ${fields}`
  const request = (headers: Record<string, string>, query = ''): HttpRequest => ({
    method: 'GET',
    path: '/greengrass/v2/deployments',
    query,
    headers: { host: 'localhost', 'x-amz-date': '20261122T064537Z', ...headers },
    body: new Uint8Array(),
    sourceIp: '192.0.2.7',
  })
  const scoped = (scope: string, signedHeaders = 'host;x-amz-date') =>
    authorization(
      `Credential=${scope}, SignedHeaders=${signedHeaders}, Signature=${'0'.repeat(64)}`,
    )
  const scope = 'AKIAIOSFODNN7EXAMPLE/20261122/us-west-2/greengrass/aws4_request'

  test.each<[string, HttpRequest, AuthFailure['reason'], string]>([
    ['nothing', request({}), 'MissingAuthenticationToken', 'Missing Authentication Token'],
    [
      'both',
      request({ authorization: scoped(scope) }, 'X-Amz-Algorithm=AWS4-HMAC-SHA256'),
      'SignatureDoesNotMatch',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    ],
    [
      'another algorithm',
      request({ authorization: 'Bearer x' }),
      'IncompleteSignature',
      "Unsupported AWS 'algorithm': 'Bearer'.",
    ],
    [
      'parts missing',
      request({ authorization: authorization('Credential=x') }),
      'IncompleteSignature',
      "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. (Hashed with SHA-256 and encoded with Base64) Authorization=",
    ],
    [
      'query parts missing',
      request({}, 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x'),
      'IncompletePresignedUrl',
      "AWS query-string parameters must include 'X-Amz-Signature'.",
    ],
    [
      'host not signed',
      request({ authorization: scoped(scope, 'x-amz-date') }),
      'SignatureDoesNotMatch',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'a bad date',
      request({ authorization: scoped(scope), 'x-amz-date': 'yesterday' }),
      'IncompleteSignature',
      "Date must be in ISO-8601 'basic format'. Got 'yesterday'. See http://en.wikipedia.org/wiki/ISO_8601",
    ],
    [
      'too old',
      request({ authorization: scoped(scope), 'x-amz-date': '20261122T063537Z' }),
      'RequestExpired',
      'Signature expired: 20261122T063537Z is now earlier than 20261122T064037Z (20261122T064537Z - 5 min.)',
    ],
    [
      'from the future',
      request({ authorization: scoped(scope), 'x-amz-date': '20261122T065137Z' }),
      'RequestExpired',
      'Signature not yet current: 20261122T065137Z is still later than 20261122T065037Z (20261122T064537Z + 5 min.)',
    ],
    [
      'four scope elements',
      request({ authorization: scoped('a/20261122/us-west-2/greengrass') }),
      'IncompleteSignature',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/20261122/us-west-2/greengrass'",
    ],
    [
      'everything wrong with the scope',
      request({ authorization: scoped('a/20261121/moon-1/ec2/aws5') }),
      'WrongScope',
      "Credential should be scoped to a valid region, not 'moon-1'. Credential should be scoped to correct service. Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261121' != '20261122', from '20261122T064537Z'.",
    ],
    [
      'another service than the target says',
      request({ authorization: scoped(scope), 'x-amz-target': 'CloudTrail_20131101.GetTrail' }),
      'WrongScope',
      "Credential should be scoped to correct service: 'cloudtrail'. ",
    ],
    [
      'a wrong signature',
      request({ authorization: scoped(scope) }),
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
  ])('%s', (_name, asked, reason, message) => {
    const failure = refusal(asked, fixedNow)
    expect(failure.reason).toBe(reason)
    expect(failure.message.startsWith(message), failure.message).toBe(true)
  })

  test('each protocol has its own codes', () => {
    const failure = new AuthFailure('SignatureDoesNotMatch', 'no', '\n\ncanonical')
    expect(authErrorOf(failure, 'awsQuery')).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message: 'no',
      httpStatus: 403,
    })
    expect(authErrorOf(failure, 'awsJson1_1')).toMatchObject({
      code: 'InvalidSignatureException',
      message: 'no\n\ncanonical',
      httpStatus: 400,
    })
    expect(authErrorOf(failure, 'restJson1')).toMatchObject({
      code: 'InvalidSignatureException',
      httpStatus: 403,
    })
    expect(authErrorOf(failure, 'restXml')).toMatchObject({
      code: 'SignatureDoesNotMatch',
      httpStatus: 403,
    })
  })
})

test('whatever the headers and the query say, the only way out is AWS’s error', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'AWS4-HMAC-SHA256 ',
      'AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=host,Signature=zz',
    ),
  )
  fc.assert(
    fc.property(text, text, fc.string(), (authorization, amzDate, query) => {
      const request = {
        method: 'GET',
        path: '/',
        query,
        headers: { host: 'x', authorization, 'x-amz-date': amzDate },
        body: new Uint8Array(),
        sourceIp: '::1',
      }
      expect(() => verify(request)).toThrow(AuthFailure)
    }),
  )
})
