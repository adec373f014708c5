import { assert } from '../../base/assert.ts'
import type { FederatedPrincipal, Principal } from '../../identity/principals.ts'
import type { SamlIdentity } from '../../identity/saml.ts'
import type { WebIdentity } from '../../identity/web-identity.ts'

/** A caller whom a token proved, together with what the token said: the operation goes on with it. */
export interface WebIdentityCaller extends FederatedPrincipal {
  readonly type: 'WebIdentityUser'
  readonly webIdentity: WebIdentity
}

/** A caller whom an assertion proved, together with what it said. */
export interface SamlCaller extends FederatedPrincipal {
  readonly type: 'SAMLUser'
  readonly samlIdentity: SamlIdentity
}

export function webIdentityCaller(accountId: string, identity: WebIdentity): WebIdentityCaller {
  const { providerArn, subject, audience, keys, attributes, session } = identity
  return {
    kind: 'federated',
    type: 'WebIdentityUser',
    accountId,
    providerArn,
    identityProvider: providerArn,
    principalId: `${providerArn}:${audience}:${subject}`,
    userName: subject,
    conditionKeys: {
      ...keys,
      'aws:FederatedProvider': providerArn,
      // Observed: a token's bearer counts as a user of the provider's account who is called by the provider's ARN.
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalType': 'User',
      'aws:userid': providerArn,
    },
    passed: {
      ...session,
      federation: { federatedProvider: providerArn, webIdAttributes: attributes },
    },
    webIdentity: identity,
  }
}

export function samlCaller(accountId: string, subject: string, identity: SamlIdentity): SamlCaller {
  const { providerArn, nameQualifier, keys, session } = identity
  return {
    kind: 'federated',
    type: 'SAMLUser',
    accountId,
    providerArn,
    identityProvider: nameQualifier,
    principalId: `${nameQualifier}:${subject}`,
    userName: subject,
    conditionKeys: { ...keys, 'aws:FederatedProvider': providerArn },
    passed: { ...session, federation: { federatedProvider: providerArn } },
    samlIdentity: identity,
  }
}

/** The caller as its operation has proven it. */
export function webIdentityCallerOf({ principal }: HasPrincipal): WebIdentityCaller {
  assert('webIdentity' in principal, 'a token proves the caller of this operation')
  return principal as WebIdentityCaller
}

export function samlCallerOf({ principal }: HasPrincipal): SamlCaller {
  assert('samlIdentity' in principal, 'an assertion proves the caller of this operation')
  return principal as SamlCaller
}

interface HasPrincipal {
  readonly principal: Principal
}
