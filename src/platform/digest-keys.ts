import { createHash, createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { DigestKeys } from '../trails/digest-keys.ts'
import { makePrivateFolder, writeDurably } from './files.ts'

const MODULUS_BITS = 2048

const newPair = promisify(generateKeyPair)
// Signing takes a millisecond or two, thirty-six regions at a time: not on the main thread.
const signInBackground = promisify(sign)

/** Private keys as PEM files that only the server's user may read, each named after its fingerprint. Kept for good. */
export class FolderDigestKeys implements DigestKeys {
  readonly #folder: string
  readonly #opened = new Map<string, Promise<KeyObject>>()

  constructor(folder: string) {
    this.#folder = folder
    makePrivateFolder(folder)
  }

  async create() {
    const { publicKey, privateKey } = await newPair('rsa', { modulusLength: MODULUS_BITS })
    const der = publicKey.export({ type: 'pkcs1', format: 'der' })
    // A name for the key, not a proof of it: CloudTrail's have the length of MD5.
    const fingerprint = createHash('md5').update(der).digest('hex')
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
    await writeDurably(this.#fileOf(fingerprint), pem, 0o600)
    return { fingerprint, value: der.toString('base64') }
  }

  async sign(fingerprint: string, text: string): Promise<string> {
    const key = this.#opened.get(fingerprint) ?? this.#open(fingerprint)
    this.#opened.set(fingerprint, key)
    const signature = await signInBackground('RSA-SHA256', Buffer.from(text), await key)
    return signature.toString('hex')
  }

  async #open(fingerprint: string): Promise<KeyObject> {
    return createPrivateKey(await readFile(this.#fileOf(fingerprint), 'utf8'))
  }

  #fileOf(fingerprint: string): string {
    return join(this.#folder, `${fingerprint}.pem`)
  }
}
