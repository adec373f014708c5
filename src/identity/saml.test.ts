import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { AssertionParts } from '../../test/support/saml-identity-provider.ts'
import {
  corp,
  nowMs,
  parts,
  providerArn,
  responding,
  roleArn,
  travelling,
  verified,
} from '../../test/support/saml-provider.ts'
import { Resources } from '../ledger/resources.ts'
import { verifySamlResponse } from './saml.ts'
import { mayTake } from './saml-attributes.ts'

const minuteMs = 60_000
const invalid = (message: string) =>
  expect.objectContaining({ code: 'InvalidIdentityTokenException', httpStatus: 400, message })
const unreadable = invalid('Invalid base64 SAMLResponse')

test('describes whom an assertion is about', () => {
  const nameQualifier = createHash('sha1')
    .update('https://idp.example.com/saml123456789012/corp')
    .digest('base64')
  const { attributes: _attributes, ...identity } = responding()
  expect(identity).toEqual({
    providerArn,
    assertionId: '_assertion',
    issuer: 'https://idp.example.com/saml',
    subject: 'alice',
    subjectType: 'persistent',
    audience: 'https://signin.aws.amazon.com/saml',
    nameQualifier,
    keys: {
      'saml:aud': 'https://signin.aws.amazon.com/saml',
      'saml:iss': 'https://idp.example.com/saml',
      'saml:sub': 'alice',
      'saml:sub_type': 'persistent',
      'saml:namequalifier': nameQualifier,
      'saml:doc': '123456789012/corp',
    },
    roleSessionName: 'alice@example.com',
    session: { tags: [], transitiveTagKeys: [] },
  })
})

test.each([[['assertion']], [['response']], [['assertion', 'response']]] as const)(
  'takes a response whose %j is signed',
  (signed) => {
    expect(responding({ signed })).toHaveProperty('subject', 'alice')
  },
)

test('reads what the assertion says about the session', () => {
  const attributes = {
    SessionDuration: ['1800'],
    SourceIdentity: ['alice'],
    'PrincipalTag:Team': ['blue'],
    'PrincipalTag:CostCenter': ['42'],
    TransitiveTagKeys: ['Team'],
  }
  const sessionEndsMs = nowMs + 20 * minuteMs
  expect(responding({ attributes, sessionEndsMs })).toMatchObject({
    durationSeconds: 1800,
    endsMs: sessionEndsMs,
    session: {
      tags: [
        { Key: 'Team', Value: 'blue' },
        { Key: 'CostCenter', Value: '42' },
      ],
      transitiveTagKeys: ['Team'],
      sourceIdentity: 'alice',
    },
  })
})

test('makes context keys of the attributes that AWS knows', () => {
  const { keys } = responding({
    attributes: {
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['staff', 'member'],
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': ['alice@example.com'],
      'urn:oid:9.9.9': ['unknown'],
    },
  })
  expect(keys['saml:eduPersonAffiliation']).toEqual(['staff', 'member'])
  expect(keys['saml:mail']).toBe('alice@example.com')
  expect(Object.keys(keys)).toHaveLength(8)
})

test('knows the roles that the user may take, in either order of the pair', () => {
  const { attributes } = responding({
    attributes: { Role: [`${roleArn},${providerArn}`, `${providerArn}, ${roleArn}2`] },
  })
  expect(mayTake(attributes, roleArn, providerArn)).toBe(true)
  expect(mayTake(attributes, `${roleArn}2`, providerArn)).toBe(true)
  expect(mayTake(attributes, `${roleArn}3`, providerArn)).toBe(false)
  expect(mayTake(attributes, roleArn, `${providerArn}2`)).toBe(false)
})

test('a name of another kind keeps its whole kind', () => {
  const nameFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
  expect(responding({ nameFormat })).toHaveProperty('subjectType', nameFormat)
})

test('an assertion about nobody has no subject', () => {
  expect(responding({ subject: '' })).not.toHaveProperty('subject')
})

describe('times', () => {
  const expired = (message: string) => ({ code: 'ExpiredTokenException', message })

  test('an assertion is good for less than five minutes', () => {
    expect(responding({ issuedMs: nowMs - 5 * minuteMs + 1 })).not.toHaveProperty('refusal')
    expect(responding({ issuedMs: nowMs - 5 * minuteMs })).toMatchObject({
      subject: 'alice',
      refusal: expired('Token must be redeemed within 5 minutes of issuance'),
    })
  })

  test('the clock of the identity provider may be five minutes off', () => {
    expect(responding({ issuedMs: nowMs + 5 * minuteMs })).not.toHaveProperty('refusal')
    expect(responding({ endsMs: nowMs - 5 * minuteMs + 1 })).not.toHaveProperty('refusal')
    expect(() => responding({ issuedMs: nowMs + 5 * minuteMs + 1 })).toThrow(
      invalid('Response is not valid yet'),
    )
    expect(responding({ endsMs: nowMs - 5 * minuteMs })).toHaveProperty(
      'refusal.message',
      'Response has expired',
    )
  })

  test('nothing begins after the session at the identity provider has ended', () => {
    expect(responding({ sessionEndsMs: nowMs + 1 })).not.toHaveProperty('refusal')
    expect(responding({ sessionEndsMs: nowMs })).toHaveProperty(
      'refusal.message',
      'Response has expired',
    )
  })
})

describe('a response is refused', () => {
  test.each<[string, Partial<AssertionParts>, string]>([
    [
      'from another issuer',
      { issuer: 'https://other.example.com' },
      'Issuer not present in specified provider',
    ],
    ['for nobody', { audiences: [] }, 'Response does not contain the required audience'],
    [
      'for others',
      { audiences: ['https://signin.aws.amazon.com.example.com/saml'] },
      'Response does not contain the required audience',
    ],
    [
      'to be brought elsewhere',
      { recipient: 'https://example.com/saml' },
      'Response does not contain the required recipient',
    ],
    [
      'without a recipient',
      { recipient: '' },
      'Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter',
    ],
    [
      'without a session name',
      { attributes: { RoleSessionName: [] } },
      'RoleSessionName is required in AuthnResponse',
    ],
    [
      'with a session name that is none',
      { attributes: { RoleSessionName: ['Alice Doe'] } },
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    ],
    [
      'with two session names',
      { attributes: { RoleSessionName: ['alice', 'bob'] } },
      'RoleSessionName in AuthnResponse must have exactly one value',
    ],
    [
      'with a session of a second',
      { attributes: { SessionDuration: ['1'] } },
      'SessionDuration in AuthnResponse must be between 900 and 43200',
    ],
  ])('%s', (_case, change, message) => {
    expect(() => responding(change)).toThrow(invalid(message))
  })

  test('when the identity provider says that it knows nobody', () => {
    expect(() => responding({ status: 'AuthnFailed' })).toThrow(
      expect.objectContaining({ code: 'IDPRejectedClaimException', httpStatus: 403 }),
    )
  })

  test.each([
    ['is not base64', '!!!!'],
    ['is not XML', travelling('response')],
    ['is another document', travelling('<a/>')],
    ['is cut off', travelling('<samlp:Response xmlns:samlp="x"><a>')],
    [
      'declares a document type',
      travelling(`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${corp.xml(parts())}`),
    ],
    ['uses an entity of its own', travelling(corp.xml(parts()).replace('>alice<', '>&xxe;<'))],
    ['is very deep', travelling('<a>'.repeat(5000) + '</a>'.repeat(5000))],
  ])('when it %s', (_case, encoded) => {
    expect(() => verified(encoded)).toThrow(unreadable)
  })

  test('for a provider that does not exist', () => {
    const resources = new Resources()
    expect(() => verifySamlResponse('', providerArn, { resources, nowMs })).toThrow(
      invalid("Specified provider doesn't exist"),
    )
  })
})
