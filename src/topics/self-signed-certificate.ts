import { createPublicKey, type KeyObject, sign } from 'node:crypto'

/**
 * A certificate that vouches for nothing but its own key, in DER: subscribers read the public key of messages from it.
 * https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function selfSignedCertificate(
  privateKey: KeyObject,
  about: {
    readonly commonName: string
    readonly fromMs: number
    readonly toMs: number
    readonly serialNumber: Uint8Array
  },
): Uint8Array {
  const algorithm = sequence(objectId('2a864886f70d01010b'), nullValue)
  const name = sequence(set(sequence(objectId('550403'), utf8(about.commonName))))
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const unsigned = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(about.serialNumber),
    algorithm,
    name,
    sequence(time(about.fromMs), time(about.toMs)),
    name,
    publicKey,
  )
  const signature = sign('RSA-SHA256', unsigned, privateKey)
  return sequence(unsigned, algorithm, tagged(0x03, Buffer.from([0]), signature))
}

/** The armoured form of DER. */
export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

const nullValue = Buffer.from([0x05, 0x00])

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts)
}

function set(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x31, ...parts)
}

function explicit(number: number, part: Uint8Array): Buffer {
  return tagged(0xa0 + number, part)
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

function utf8(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text))
}

/** A positive one: a first bit that would mean a sign gets a byte before it. */
function integer(bytes: Uint8Array): Buffer {
  const isNegative = (bytes[0] ?? 0) >= 0x80
  return tagged(0x02, Buffer.from(isNegative ? [0] : []), bytes)
}

/** Of years before 2050. */
function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().slice(2, 19).replaceAll(/\D/g, '')
  return tagged(0x17, Buffer.from(`${digits}Z`))
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes])
}
