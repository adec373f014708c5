import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AssertionParts,
  RSA_SHA256,
  samlIdentityProvider,
} from '../../test/support/saml-identity-provider.ts'
import { Resources } from '../ledger/resources.ts'
import { ServiceError } from '../wire/service-error.ts'
import { type SamlIdentity, verifySamlResponse } from './saml.ts'
import { mayTake } from './saml-attributes.ts'
import { samlProviderKey, samlProviders } from './saml-provider.ts'

const nowMs = Date.parse('2026-11-25T12:00:00Z')
const minuteMs = 60_000
const providerArn = 'arn:aws:iam::123456789012:saml-provider/corp'
const roleArn = 'arn:aws:iam::123456789012:role/Deployer'

const idp = samlIdentityProvider()

const parts = (change: Partial<AssertionParts> = {}): AssertionParts => ({
  nowMs,
  ...change,
  attributes: {
    Role: [`${roleArn},${providerArn}`],
    RoleSessionName: ['alice@example.com'],
    ...change.attributes,
  },
})

function verified(encoded: string, metadataDocument = idp.metadata): SamlIdentity {
  const provider = {
    accountId: '123456789012',
    name: 'corp',
    metadataDocument,
    tags: [],
    createdAt: '2026-11-25T11:00:00.000Z',
    validUntil: '2120-01-01T00:00:00.000Z',
  }
  const resources = new Resources()
  resources.apply([samlProviders.put(samlProviderKey(provider), provider)])
  return verifySamlResponse(encoded, providerArn, { resources, nowMs })
}

const responding = (change?: Partial<AssertionParts>) => verified(idp.respond(parts(change)))
const travelling = (xml: string) => Buffer.from(xml).toString('base64')
const invalid = (message: string) =>
  expect.objectContaining({ code: 'InvalidIdentityTokenException', httpStatus: 400, message })
const forged = invalid('Response signature invalid')
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
      travelling(`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${idp.xml(parts())}`),
    ],
    ['uses an entity of its own', travelling(idp.xml(parts()).replace('>alice<', '>&xxe;<'))],
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

describe('a signature is not believed', () => {
  test.each<[string, Partial<AssertionParts>]>([
    ['when there is none', { signed: [] }],
    ['with SHA-1', { signing: { method: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' } }],
    ['over a SHA-1 digest', { signing: { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' } }],
    [
      'that leaves comments in',
      {
        signing: {
          transforms: [
            'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
            'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
          ],
        },
      },
    ],
  ])('%s', (_case, change) => {
    expect(() => responding(change)).toThrow(forged)
  })

  test('of another key, even when its certificate comes along', () => {
    const other = samlIdentityProvider()
    expect(() => verified(idp.respond(parts()), other.metadata)).toThrow(forged)
  })

  test('when the metadata has no certificate', () => {
    const empty = idp.metadata.replace(/<md:KeyDescriptor.*<\/md:KeyDescriptor>/s, '')
    expect(() => verified(idp.respond(parts()), empty)).toThrow(forged)
  })

  test('when a good assertion is inside a badly signed response', () => {
    const xml = idp.xml(parts({ signed: ['assertion', 'response'] }))
    const changed = xml.replace('Destination="https', 'Destination="http')
    expect(() => verified(travelling(changed))).toThrow(forged)
  })

  test('an algorithm that verifies is among those that are believed', () => {
    const method = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'
    expect(responding({ signing: { ...RSA_SHA256, method } })).toHaveProperty('subject')
  })
})

/** Somebody has a good assertion about himself, and builds other documents of it. */
describe('an assertion cannot be wrapped', () => {
  const xml = idp.xml(parts({ subject: 'mallory' }))
  const start = xml.indexOf('<saml:Assertion')
  const end = xml.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length
  const signed = xml.slice(start, end)
  const [before, after] = [xml.slice(0, start), xml.slice(end)]
  const signature = signed.slice(
    signed.indexOf('<ds:Signature'),
    signed.indexOf('</ds:Signature>') + '</ds:Signature>'.length,
  )
  const unsigned = signed.replace(signature, '').replace('mallory', 'root')
  const evil = unsigned.replace('ID="_assertion"', 'ID="_evil"')
  const wrapped = (inner: string) => evil.replace('</saml:Assertion>', `${inner}</saml:Assertion>`)
  const withObject = signature.replace(
    '</ds:Signature>',
    `<ds:Object>${signed}</ds:Object></ds:Signature>`,
  )

  test.each([
    ['beside another', evil + signed],
    ['before another', signed + evil],
    ['inside another', wrapped(signed)],
    ['inside another that carries the signature', wrapped(signature + signed)],
    [
      'inside another with the same id',
      unsigned.replace('</saml:Issuer>', `</saml:Issuer>${signature}${signed}`),
    ],
    [
      'inside the signature of another',
      evil.replace('</saml:Issuer>', `</saml:Issuer>${withObject}`),
    ],
    [
      'in extensions, with another in its place',
      `<samlp:Extensions>${signed}</samlp:Extensions>${evil}`,
    ],
    [
      'in extensions, with its signature moved',
      `<samlp:Extensions>${signed}</samlp:Extensions>${evil.replace('</saml:Issuer>', `</saml:Issuer>${signature}`)}`,
    ],
    ['with its signature repeated', signed.replace(signature, signature + signature)],
    ['without its namespace', signed.replaceAll('saml:Assertion', 'samlp:Assertion')],
  ])('%s', (_case, body) => {
    expect(() => verified(travelling(before + body + after))).toThrow(forged)
  })

  test('comments do not cut its texts', () => {
    const commented = signed.replace('mallory', 'mal<!-- -->lory')
    expect(verified(travelling(before + commented + after))).toHaveProperty('subject', 'mallory')
  })
})

describe('a changed byte', () => {
  test.each([[['assertion']], [['response']], [['assertion', 'response']]] as const)(
    'is refused, or changes nothing, where the %j is signed',
    (signed) => {
      const xml = Buffer.from(idp.xml(parts({ signed, attributes: { 'PrincipalTag:T': ['v'] } })))
      const identity = verified(xml.toString('base64'))
      fc.assert(
        fc.property(fc.nat(xml.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
          const changed = Buffer.from(xml)
          changed[at] = byte
          expect([identity, 'refused']).toContainEqual(outcomeOf(changed.toString('base64')))
        }),
        { numRuns: 300 },
      )
    },
  )

  test('of what travels is refused, or changes nothing', () => {
    const encoded = idp.respond(parts())
    const identity = verified(encoded)
    fc.assert(
      fc.property(fc.nat(encoded.length - 1), fc.string({ maxLength: 2 }), (at, text) => {
        const changed = encoded.slice(0, at) + text + encoded.slice(at + 1)
        expect([identity, 'refused']).toContainEqual(outcomeOf(changed))
      }),
      { numRuns: 300 },
    )
  })
})

/** A bug is no refusal. */
function outcomeOf(encoded: string): SamlIdentity | 'refused' {
  try {
    return verified(encoded)
  } catch (error) {
    if (error instanceof ServiceError) return 'refused'
    throw error
  }
}
