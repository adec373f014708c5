import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'
import { DAY_MS } from './retry.ts'

/** The public part of a key that signs digests: what ListPublicKeys answers. */
export interface PublicKey {
  readonly region: string
  /** 32 lower-case hex digits. */
  readonly fingerprint: string
  /** DER of the PKCS#1 RSAPublicKey, in base64. */
  readonly value: string
  readonly validFromMs: number
  readonly validToMs: number
}

/** Where private keys are kept and used. */
export interface DigestKeys {
  /** Makes a key pair. When it resolves, the private key would survive a power cut. */
  create(): Promise<Pick<PublicKey, 'fingerprint' | 'value'>>
  /** RSASSA-PKCS1-v1_5 with SHA-256, in hex: the same text has the same signature. */
  sign(fingerprint: string, text: string): Promise<string>
}

/** A key signs for so long, and is valid a little longer, so that the next one overlaps it. */
const SIGNING_DAYS = 30
const OVERLAP_DAYS = 1

const publicKeys = collection<PublicKey>('trails/public-key')

const publicKeysOfRegion: Index<PublicKey> = { of: publicKeys, keyOf: ({ region }) => region }

/** The key with which a region signs a digest that ends at `endMs`; undefined when there has to be a new one. */
export function signingKey(
  resources: ResourceReader,
  region: string,
  endMs: number,
): PublicKey | undefined {
  const newest = resources.find(publicKeysOfRegion, region).at(-1)
  return newest && endMs < newest.validFromMs + SIGNING_DAYS * DAY_MS ? newest : undefined
}

export function putPublicKey(
  key: Pick<PublicKey, 'fingerprint' | 'value' | 'region' | 'validFromMs'>,
) {
  const validToMs = key.validFromMs + (SIGNING_DAYS + OVERLAP_DAYS) * DAY_MS
  return publicKeys.put(key.fingerprint, { ...key, validToMs })
}

/** The keys of a region that were valid at any time of a range. */
export function publicKeysBetween(
  resources: ResourceReader,
  region: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): readonly PublicKey[] {
  return resources
    .find(publicKeysOfRegion, region)
    .filter(({ validFromMs, validToMs }) => validFromMs <= toMs && fromMs <= validToMs)
}
