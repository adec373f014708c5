import { Resources } from '../../src/ledger/resources.ts'
import { type SamlIdentity, verifySamlResponse } from '../../src/identity/saml.ts'
import { samlProviderKey, samlProviders } from '../../src/identity/saml-provider.ts'
import { ServiceError } from '../../src/wire/service-error.ts'
import { type AssertionParts, samlIdentityProvider } from './saml-identity-provider.ts'

/** A SAML provider `corp` of an account, and what it makes of responses. */

export const nowMs = Date.parse('2026-11-25T12:00:00Z')
export const providerArn = 'arn:aws:iam::123456789012:saml-provider/corp'
export const roleArn = 'arn:aws:iam::123456789012:role/Deployer'

export const corp = samlIdentityProvider()

/** An assertion about somebody who may take the role. */
export function parts(change: Partial<AssertionParts> = {}): AssertionParts {
  return {
    nowMs,
    ...change,
    attributes: {
      Role: [`${roleArn},${providerArn}`],
      RoleSessionName: ['alice@example.com'],
      ...change.attributes,
    },
  }
}

export function verified(encoded: string, metadataDocument = corp.metadata): SamlIdentity {
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

/** What a response with such an assertion proves. */
export function responding(change?: Partial<AssertionParts>): SamlIdentity {
  return verified(corp.respond(parts(change)))
}

/** A document as it travels. */
export function travelling(xml: string): string {
  return Buffer.from(xml).toString('base64')
}

/** A bug is no refusal. */
export function outcomeOf(encoded: string): SamlIdentity | 'refused' {
  try {
    return verified(encoded)
  } catch (error) {
    if (error instanceof ServiceError) return 'refused'
    throw error
  }
}
