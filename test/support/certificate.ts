import { type KeyObject, sign } from 'node:crypto'

export interface CertificateParts {
  /** Common names. */
  readonly subject: string
  readonly issuer: string
  readonly publicKey: KeyObject
  readonly signedWith: KeyObject
  /** DNS names. */
  readonly hosts?: readonly string[]
  readonly isAuthority?: boolean
}

/** An X.509 certificate that is valid for a hundred years, in PEM. */
export function certificate(parts: CertificateParts): string {
  const toBeSigned = sequence(
    der(0xa0, integer(2)),
    integer(1),
    algorithmOf(parts.signedWith),
    commonName(parts.issuer),
    sequence(generalizedTime('20200101000000Z'), generalizedTime('21200101000000Z')),
    commonName(parts.subject),
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensionsOf(parts))),
  )
  const signature = bitString(sign('sha256', toBeSigned, parts.signedWith))
  const encoded = sequence(toBeSigned, algorithmOf(parts.signedWith), signature)
  return `-----BEGIN CERTIFICATE-----\n${encoded.toString('base64')}\n-----END CERTIFICATE-----\n`
}

/** What stands between the lines of a PEM file. */
export function base64Of(pem: string): string {
  return pem.replaceAll(/-----.*?-----|\s/g, '')
}

function extensionsOf({ hosts = [], isAuthority = false }: CertificateParts): Buffer[] {
  const names = hosts.map((host) => der(0x82, Buffer.from(host)))
  const constraints = isAuthority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence()
  return [
    sequence(oid('551d13'), octetString(constraints)),
    ...(names.length ? [sequence(oid('551d11'), octetString(sequence(...names)))] : []),
  ]
}

/** With SHA-256. */
function algorithmOf({ asymmetricKeyType }: KeyObject): Buffer {
  return asymmetricKeyType === 'rsa'
    ? sequence(oid('2a864886f70d01010b'), der(0x05))
    : sequence(oid('2a8648ce3d040302'))
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))))
}

function generalizedTime(text: string): Buffer {
  return der(0x18, Buffer.from(text))
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.from([value]))
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function bitString(bits: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), bits)
}

function octetString(content: Buffer): Buffer {
  return der(0x04, content)
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents)
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}
