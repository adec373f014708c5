import { createHash, createPublicKey, verify } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

/**
 * Checks a trail's digests and log files as a stranger would: from AWS's description of them, without any of our code.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
export interface VerifiedObject {
  readonly body: Uint8Array
  readonly metadata: Readonly<Record<string, string>>
}

export interface Verification {
  /** What is wrong, in words; nothing when all is valid. */
  readonly faults: readonly string[]
  readonly validDigests: number
  readonly validLogFiles: number
}

interface DigestFile {
  readonly digestStartTime: string
  readonly digestEndTime: string
  readonly digestS3Bucket: string
  readonly digestS3Object: string
  readonly digestPublicKeyFingerprint: string
  readonly previousDigestS3Bucket: string | null
  readonly previousDigestS3Object: string | null
  readonly previousDigestHashValue: string | null
  readonly previousDigestSignature: string | null
  readonly logFiles: readonly {
    readonly s3Bucket: string
    readonly s3Object: string
    readonly hashValue: string
  }[]
}

/**
 * @param objects under `bucket/key`
 * @param publicKeys DER of PKCS#1 keys in base64, under their fingerprints
 */
export function verifyTrail(
  objects: ReadonlyMap<string, VerifiedObject>,
  publicKeys: ReadonlyMap<string, string>,
): Verification {
  const faults: string[] = []
  const names = [...objects.keys()]
  const digests = new Map<string, DigestFile>()
  for (const name of names.filter((each) => each.includes('/CloudTrail-Digest/'))) {
    const { fault, digest } = digestIn(name, objects.get(name), publicKeys)
    if (digest) digests.set(name, digest)
    if (fault !== undefined) faults.push(`${name}: ${fault}`)
  }
  const validDigests = digests.size
  for (const [name, digest] of digests)
    faults.push(...linkFaults(digest, digests, objects).map((fault) => `${name}: ${fault}`))
  const listed = [...digests.values()].flatMap(({ logFiles }) => logFiles)
  const counts = new Map<string, number>()
  let validLogFiles = 0
  for (const { s3Bucket, s3Object, hashValue } of listed) {
    const name = `${s3Bucket}/${s3Object}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
    const fault = logFault(objects.get(name), hashValue)
    if (fault === undefined) validLogFiles++
    else faults.push(`${name}: ${fault}`)
  }
  for (const name of names.filter((each) => each.includes('/CloudTrail/')))
    if (counts.get(name) !== 1) faults.push(`${name}: in ${counts.get(name) ?? 0} digests`)
  return { faults, validDigests, validLogFiles }
}

function digestIn(
  name: string,
  object: VerifiedObject | undefined,
  publicKeys: ReadonlyMap<string, string>,
): { fault?: string; digest?: DigestFile } {
  const text = object && inflated(object.body)
  if (!object || !text) return { fault: 'invalid format' }
  const digest = JSON.parse(text.toString('utf8')) as DigestFile
  if (name !== `${digest.digestS3Bucket}/${digest.digestS3Object}`) return { fault: 'moved' }
  const key = publicKeys.get(digest.digestPublicKeyFingerprint)
  if (key === undefined) return { fault: 'public key not found' }
  const signed = [
    digest.digestEndTime,
    name,
    sha256(text),
    digest.previousDigestSignature ?? 'null',
  ].join('\n')
  const isSigned =
    object.metadata['signature-algorithm'] === 'SHA256withRSA' &&
    verify(
      'RSA-SHA256',
      Buffer.from(signed),
      createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs1' }),
      Buffer.from(object.metadata['signature'] ?? '', 'hex'),
    )
  return isSigned ? { digest } : { fault: 'signature verification failed' }
}

/** A digest vouches for the one before it, which starts where this one does not yet. */
function linkFaults(
  digest: DigestFile,
  digests: ReadonlyMap<string, DigestFile>,
  objects: ReadonlyMap<string, VerifiedObject>,
): string[] {
  if (digest.previousDigestS3Object === null) return []
  const name = `${digest.previousDigestS3Bucket}/${digest.previousDigestS3Object}`
  const previous = digests.get(name)
  const object = objects.get(name)
  if (!previous || !object) return [`the previous digest ${name} is missing or invalid`]
  const text = inflated(object.body)
  return [
    ...(text && sha256(text) === digest.previousDigestHashValue ? [] : ['previous hash differs']),
    ...(object.metadata['signature'] === digest.previousDigestSignature
      ? []
      : ['previous signature differs']),
    ...(previous.digestEndTime === digest.digestStartTime ? [] : ['a gap between digests']),
  ]
}

function logFault(object: VerifiedObject | undefined, hashValue: string): string | undefined {
  if (!object) return 'not found'
  const text = inflated(object.body)
  if (!text) return 'invalid format'
  return sha256(text) === hashValue ? undefined : "hash value doesn't match"
}

function inflated(body: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(body)
  } catch {
    // Whatever it is, it is not what was written.
    return undefined
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
