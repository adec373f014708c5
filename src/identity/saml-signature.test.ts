import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AssertionParts,
  RSA_SHA256,
  samlIdentityProvider,
} from '../../test/support/saml-identity-provider.ts'
import {
  corp,
  outcomeOf,
  parts,
  responding,
  travelling,
  verified,
} from '../../test/support/saml-provider.ts'

const forged = expect.objectContaining({
  code: 'InvalidIdentityTokenException',
  httpStatus: 400,
  message: 'Response signature invalid',
})

describe('a signature is not believed', () => {
  test.each<[string, Partial<AssertionParts>]>([
    ['when there is none', { signed: [] }],
    ['with SHA-1', { signing: { method: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' } }],
    ['over a SHA-1 digest', { signing: { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' } }],
    [
      'that refers to the whole document',
      { signed: ['response'], signing: { isOfDocument: true } },
    ],
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
    expect(() => verified(corp.respond(parts()), other.metadata)).toThrow(forged)
  })

  test('that carries anything beside itself', () => {
    const xml = corp.xml(parts())
    const laden = xml.replace('</ds:Signature>', '<ds:Object/></ds:Signature>')
    expect(laden).not.toBe(xml)
    expect(() => verified(travelling(laden))).toThrow(forged)
  })

  test('when the metadata has no certificate', () => {
    const empty = corp.metadata.replace(/<md:KeyDescriptor.*<\/md:KeyDescriptor>/s, '')
    expect(() => verified(corp.respond(parts()), empty)).toThrow(forged)
  })

  test('when a good assertion is inside a badly signed response', () => {
    const xml = corp.xml(parts({ signed: ['assertion', 'response'] }))
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
  const xml = corp.xml(parts({ subject: 'mallory' }))
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
      const xml = Buffer.from(corp.xml(parts({ signed, attributes: { 'PrincipalTag:T': ['v'] } })))
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
    const encoded = corp.respond(parts())
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
