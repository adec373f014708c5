import { invalidIdentityToken } from './federation-errors.ts'
import { ASSERTION, attributeOf, elementsAt, textOf } from './saml-xml.ts'
import type { SessionAttributes } from './session-attributes.ts'

/** The values of an assertion's attributes, by their names. */
export type SamlAttributes = ReadonlyMap<string, readonly string[]>

const AWS = 'https://aws.amazon.com/SAML/Attributes/'
const PRINCIPAL_TAG = `${AWS}PrincipalTag:`

const eduPerson = 'urn:oid:1.3.6.1.4.1.5923.1.1.1'
const eduOrg = 'urn:oid:1.3.6.1.4.1.5923.1.2.1'
const soapClaims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

/**
 * Names of attributes and the context keys that they become:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml-attribute-mapping
 */
const contextKeys: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [`${eduPerson}.1`]: 'eduPersonAffiliation',
    [`${eduPerson}.2`]: 'eduPersonNickname',
    [`${eduPerson}.3`]: 'eduPersonOrgDN',
    [`${eduPerson}.4`]: 'eduPersonOrgUnitDN',
    [`${eduPerson}.5`]: 'eduPersonPrimaryAffiliation',
    [`${eduPerson}.6`]: 'eduPersonPrincipalName',
    [`${eduPerson}.7`]: 'eduPersonEntitlement',
    [`${eduPerson}.8`]: 'eduPersonPrimaryOrgUnitDN',
    [`${eduPerson}.9`]: 'eduPersonScopedAffiliation',
    [`${eduPerson}.10`]: 'eduPersonTargetedID',
    [`${eduPerson}.11`]: 'eduPersonAssurance',
    [`${eduOrg}.2`]: 'eduOrgHomePageURI',
    [`${eduOrg}.3`]: 'eduOrgIdentityAuthNPolicyURI',
    [`${eduOrg}.4`]: 'eduOrgLegalName',
    [`${eduOrg}.5`]: 'eduOrgSuperiorURI',
    [`${eduOrg}.6`]: 'eduOrgWhitePagesURI',
    'urn:oid:2.5.4.3': 'cn',
    [`${soapClaims}/name`]: 'name',
    'http://schemas.xmlsoap.org/claims/CommonName': 'commonName',
    [`${soapClaims}/givenname`]: 'givenName',
    [`${soapClaims}/surname`]: 'surname',
    [`${soapClaims}/emailaddress`]: 'mail',
    'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid': 'uid',
    '2.5.4.3': 'commonName',
    '2.5.4.4': 'surname',
    '2.4.5.42': 'givenName',
    '2.5.4.45': 'x500UniqueIdentifier',
    '0.9.2342.19200300100.1.1': 'uid',
    '0.9.2342.19200300100.1.3': 'mail',
    '0.9.2342.19200300.100.1.45': 'organizationStatus',
  }),
)

export function samlAttributesOf(assertion: Element): SamlAttributes {
  const byName = new Map<string, readonly string[]>()
  for (const attribute of elementsAt(assertion, ASSERTION, 'AttributeStatement', 'Attribute')) {
    const name = attributeOf(attribute, 'Name') ?? ''
    const values = elementsAt(attribute, ASSERTION, 'AttributeValue').map(
      (value) => textOf(value) ?? '',
    )
    byName.set(name, [...(byName.get(name) ?? []), ...values])
  }
  return byName
}

/** What trust policies can ask about, besides the keys that every assertion has. */
export function contextKeysOf(
  attributes: SamlAttributes,
): (readonly [name: string, values: readonly string[]])[] {
  return [...attributes].flatMap(([name, values]) => {
    const key = contextKeys.get(name)
    return key === undefined ? [] : [[`saml:${key}`, values] as const]
  })
}

/** Whether the identity provider lets the user take the role; the two ARNs stand in either order. */
export function mayTake(
  attributes: SamlAttributes,
  roleArn: string,
  samlProviderArn: string,
): boolean {
  return (attributes.get(`${AWS}Role`) ?? [])
    .map((pair) => pair.split(',').map((arn) => arn.trim()))
    .some((arns) => arns.length === 2 && arns.includes(roleArn) && arns.includes(samlProviderArn))
}

export function roleSessionNameOf(attributes: SamlAttributes): string {
  const name = onlyValueOf(attributes, 'RoleSessionName')
  if (name === undefined) throw invalidIdentityToken('RoleSessionName is required in AuthnResponse')
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name
  throw invalidIdentityToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}')
}

/** How long the identity provider lets the session be. */
export function sessionDurationOf(attributes: SamlAttributes): number | undefined {
  const text = onlyValueOf(attributes, 'SessionDuration')
  if (text === undefined) return undefined
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (seconds >= 900 && seconds <= 43_200) return seconds
  throw invalidIdentityToken('SessionDuration in AuthnResponse must be between 900 and 43200')
}

export function sessionAttributesOf(attributes: SamlAttributes): SessionAttributes {
  const tags = [...attributes.keys()]
    .filter((name) => name.startsWith(PRINCIPAL_TAG))
    .map((name) => name.slice(PRINCIPAL_TAG.length))
    .map((key) => ({ Key: key, Value: onlyValueOf(attributes, `PrincipalTag:${key}`) ?? '' }))
  const sourceIdentity = onlyValueOf(attributes, 'SourceIdentity')
  return {
    tags,
    transitiveTagKeys: attributes.get(`${AWS}TransitiveTagKeys`) ?? [],
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  }
}

function onlyValueOf(attributes: SamlAttributes, name: string): string | undefined {
  const [value, ...others] = attributes.get(`${AWS}${name}`) ?? []
  if (others.length === 0) return value
  throw invalidIdentityToken(`${name} in AuthnResponse must have exactly one value`)
}
