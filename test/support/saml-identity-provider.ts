import { generateKeyPairSync } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { attribute, escapeXml } from '../../src/wire/xml.ts'
import { base64Of, certificate } from './certificate.ts'

const AWS_ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes/'
const ENDPOINT = 'https://signin.aws.amazon.com/saml'

/** A SAML identity provider that vouches for whomever a test likes. */
export interface SamlIdentityProvider {
  readonly entityId: string
  readonly metadata: string
  /** The document of a response, as it is before it travels in base64. */
  xml(assertion: AssertionParts): string
  /** A response as it travels. */
  respond(assertion: AssertionParts): string
}

export interface AssertionParts {
  readonly nowMs: number
  /** By their full names, or by AWS's short ones: `Role`. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>
  readonly subject?: string
  readonly nameFormat?: string
  readonly issuer?: string
  /** None leaves the restriction out. */
  readonly audiences?: readonly string[]
  /** Empty leaves it out. */
  readonly recipient?: string
  readonly issuedMs?: number
  readonly startsMs?: number
  readonly endsMs?: number
  readonly sessionEndsMs?: number
  readonly status?: string
  /** What is signed; by default the assertion. */
  readonly signed?: readonly ('assertion' | 'response')[]
  readonly signing?: Partial<SignatureParts>
}

export interface SignatureParts {
  readonly method: string
  readonly digest: string
  readonly transforms: readonly string[]
  /** Refers to the whole document, and not to the element by its id. */
  readonly isOfDocument?: boolean
}

export const RSA_SHA256: SignatureParts = {
  method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  transforms: [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ],
}

export function samlIdentityProvider(
  entityId = 'https://idp.example.com/saml',
): SamlIdentityProvider {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const name = { subject: 'idp', issuer: 'idp' }
  const pem = certificate({ ...name, publicKey, signedWith: privateKey })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const xml = (parts: AssertionParts) => {
    let document = responseXml({ issuer: entityId, ...parts })
    const { signed = ['assertion'], signing } = parts
    const keys = { privateKey: key, publicCert: pem }
    if (signed.includes('assertion')) document = signedXml(document, 'Assertion', keys, signing)
    if (signed.includes('response')) document = signedXml(document, 'Response', keys, signing)
    return document
  }
  return {
    entityId,
    metadata: metadataXml(entityId, pem),
    xml,
    respond: (parts) => Buffer.from(xml(parts)).toString('base64'),
  }
}

function metadataXml(entityId: string, pem: string): string {
  return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"${attribute('entityID', entityId)}>
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${base64Of(pem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${entityId}/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`
}

function responseXml(parts: AssertionParts): string {
  const { nowMs, issuedMs = nowMs, issuer = '', status = 'Success' } = parts
  const { audiences = [ENDPOINT], startsMs = issuedMs, endsMs = issuedMs + 300_000 } = parts
  const restriction = audiences.length
    ? `<saml:AudienceRestriction>${audiences.map((audience) => `<saml:Audience>${audience}</saml:Audience>`).join('')}</saml:AudienceRestriction>`
    : ''
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0"${time('IssueInstant', issuedMs)} Destination="${ENDPOINT}">
  <saml:Issuer>${issuer}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status>
  <saml:Assertion ID="_assertion" Version="2.0"${time('IssueInstant', issuedMs)}>
    <saml:Issuer>${issuer}</saml:Issuer>
    ${subjectXml(parts, endsMs)}
    <saml:Conditions${time('NotBefore', startsMs)}${time('NotOnOrAfter', endsMs)}>${restriction}</saml:Conditions>
    <saml:AuthnStatement${time('AuthnInstant', issuedMs)}${parts.sessionEndsMs === undefined ? '' : time('SessionNotOnOrAfter', parts.sessionEndsMs)}/>
    <saml:AttributeStatement>${attributesXml(parts.attributes ?? {})}</saml:AttributeStatement>
  </saml:Assertion>
</samlp:Response>`
}

function subjectXml(parts: AssertionParts, endsMs: number): string {
  const { subject = 'alice', nameFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' } =
    parts
  const { recipient = ENDPOINT } = parts
  const name = subject
    ? `<saml:NameID${attribute('Format', nameFormat)}>${escapeXml(subject)}</saml:NameID>`
    : ''
  const to = recipient ? attribute('Recipient', recipient) : ''
  return `<saml:Subject>${name}<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData${time('NotOnOrAfter', endsMs)}${to}/></saml:SubjectConfirmation></saml:Subject>`
}

function attributesXml(attributes: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(attributes)
    .map(([name, values]) => {
      const fullName = /^\w+:|\./.test(name) && !name.startsWith('PrincipalTag:')
      const texts = values.map(
        (value) => `<saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue>`,
      )
      return `<saml:Attribute${attribute('Name', fullName ? name : AWS_ATTRIBUTES + name)}>${texts.join('')}</saml:Attribute>`
    })
    .join('')
}

function time(name: string, ms: number): string {
  return attribute(name, new Date(ms).toISOString())
}

function signedXml(
  xml: string,
  element: 'Assertion' | 'Response',
  keys: { readonly privateKey: string; readonly publicCert: string },
  signing: Partial<SignatureParts> = {},
): string {
  const { method, digest, transforms, isOfDocument = false } = { ...RSA_SHA256, ...signing }
  const xpath = `//*[local-name(.)='${element}']`
  const signer = new SignedXml({
    ...keys,
    signatureAlgorithm: method,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  })
  const reference = { xpath, digestAlgorithm: digest, transforms: [...transforms] }
  signer.addReference({ ...reference, isEmptyUri: isOfDocument })
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
  })
  return signer.getSignedXml()
}
