import { createPrivateKey, generateKeyPair, hash, type KeyObject, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { MessageSigning, SignatureVersion } from '../topics/http-message.ts'
import { pemOf, selfSignedCertificate } from '../topics/self-signed-certificate.ts'
import { isMissing, writeDurably } from './files.ts'

const MODULUS_BITS = 2048
/** Subscribers are to trust it as long as this installation may last. */
const CERTIFICATE_MS = 20 * 365 * 24 * 60 * 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000
const SERIAL_NUMBER_BYTES = 16

const newPair = promisify(generateKeyPair)
// Signing takes a millisecond or two: not on the main thread.
const signInBackground = promisify(sign)

const algorithms: Readonly<Record<SignatureVersion, string>> = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' }

export interface InstallationSigning extends Omit<MessageSigning, 'version'> {
  readonly certificatePem: string
}

/** The installation's key for messages and the certificate that goes with it, made when they are first needed. */
export async function messageSigning(
  file: string,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<InstallationSigning> {
  const pem = await readOrMake(file, () => newKeyAndCertificate(clock.now(), random))
  const privateKey = createPrivateKey(pem)
  const certificatePem = pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----'))
  const name = hash('sha256', certificatePem, 'hex').slice(0, 32)
  return {
    certificatePem,
    certificatePath: `/SimpleNotificationService-${name}.pem`,
    async sign(text, version) {
      const signature = await signInBackground(algorithms[version], Buffer.from(text), privateKey)
      return signature.toString('base64')
    },
  }
}

async function readOrMake(file: string, make: () => Promise<string>): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!isMissing(error)) throw error
    const made = await make()
    await writeDurably(file, made, 0o600)
    return made
  }
}

/** One file for both, so that one is never without the other. */
async function newKeyAndCertificate(nowMs: number, random: Random): Promise<string> {
  const { privateKey } = await newPair('rsa', { modulusLength: MODULUS_BITS })
  return `${pkcs8(privateKey)}${pemOf(
    selfSignedCertificate(privateKey, {
      commonName: 'Waymark notifications',
      fromMs: nowMs - DAY_MS,
      toMs: nowMs + CERTIFICATE_MS,
      serialNumber: Uint8Array.from([1, ...random.bytes(SERIAL_NUMBER_BYTES)]),
    }),
  )}`
}

function pkcs8(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
