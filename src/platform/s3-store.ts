import { hash } from 'node:crypto'
import type { S3Client } from '@aws-sdk/client-s3'
import {
  type BucketDemand,
  type BucketFault,
  type Buckets,
  type Destination,
  DestinationError,
  TIMED_OUT,
  type TrailObject,
} from '../trails/destination.ts'

/** A bucket that is kept elsewhere. */
export interface S3Bucket {
  readonly name: string
  /** URL of the S3 that has it; where the AWS SDK looks by itself when absent, which is AWS unless told otherwise. */
  readonly endpoint?: string
}

export interface S3StoreLimits {
  readonly connectMs: number
  /** S3 says nothing and takes nothing. */
  readonly silenceMs: number
  /** For one call, however much it says meanwhile. */
  readonly callMs: number
}

const usualLimits: S3StoreLimits = { connectMs: 5_000, silenceMs: 15_000, callMs: 120_000 }

/** For an S3 that has none, or does not mind. */
const DEFAULT_REGION = 'us-east-1'

/**
 * Buckets of other S3s, as trails see them. Credentials come from where the AWS SDK looks for them. The SDK is loaded when
 * the first of these buckets is used. Nothing is tried twice: that is for whoever knows how long it has been failing.
 */
export class S3Store implements Destination, Buckets {
  readonly #buckets: ReadonlyMap<string, S3Bucket>
  readonly #advise: (text: string) => void
  readonly #limits: S3StoreLimits
  readonly #clients = new Map<string | undefined, Promise<S3Client>>()
  /** What was said last of the bucket of each trail: it is said once, as long as it holds. */
  readonly #advised = new Map<string, string | undefined>()
  readonly #closing = new AbortController()

  /** @param advise told what is wrong with a bucket, in words for its owner */
  constructor(
    buckets: readonly S3Bucket[],
    advise: (text: string) => void = () => undefined,
    limits = usualLimits,
  ) {
    this.#buckets = new Map(buckets.map((bucket) => [bucket.name, bucket]))
    this.#advise = advise
    this.#limits = limits
  }

  has(bucket: string): boolean {
    return this.#buckets.has(bucket)
  }

  async put({ bucket, key, body, ...object }: TrailObject): Promise<void> {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3')
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentMD5: hash('md5', body, 'base64'),
      ContentType: object.contentType,
      ContentEncoding: object.contentEncoding,
      ACL: object.acl,
      Metadata: { ...object.metadata },
    })
    const { ETag } = await this.#ask(bucket, (client, limits) => client.send(command, limits))
    // Every S3 names what it has stored; whoever does not is none.
    if (ETag === undefined)
      throw new DestinationError('InternalError', `${bucket} has not stored ${key}`)
  }

  /** What cannot be told now, because S3 does not answer or talks nonsense, is no fault: the first object will tell. */
  async faultOf({ bucket, trailArn }: BucketDemand): Promise<BucketFault | undefined> {
    const error = await this.#refusalOf(bucket)
    const advice = error && `The bucket ${bucket} of trail ${trailArn}: ${error.message}`
    if (advice !== undefined && advice !== this.#advised.get(trailArn)) this.#advise(advice)
    this.#advised.set(trailArn, advice)
    return error && faults[error.code]
  }

  /** Gives up what is under way, and refuses what comes. */
  close(): void {
    this.#closing.abort()
  }

  /** Who may only write may not ask everything, so that one answer is enough. */
  async #refusalOf(bucket: string): Promise<DestinationError | undefined> {
    const { GetBucketAclCommand, HeadBucketCommand } = await import('@aws-sdk/client-s3')
    const Bucket = { Bucket: bucket }
    try {
      await this.#ask(bucket, (client, limits) =>
        client.send(new GetBucketAclCommand(Bucket), limits),
      )
      return undefined
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error
      if (error.code === 'NoSuchBucket' || error.code === TIMED_OUT) return error
    }
    try {
      await this.#ask(bucket, (client, limits) =>
        client.send(new HeadBucketCommand(Bucket), limits),
      )
      return undefined
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error
      return error
    }
  }

  async #ask<Answer>(
    bucket: string,
    call: (client: S3Client, limits: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
  ): Promise<Answer> {
    const ended = AbortSignal.timeout(this.#limits.callMs)
    const abortSignal = AbortSignal.any([this.#closing.signal, ended])
    try {
      return await call(await this.#clientOf(bucket), { abortSignal })
    } catch (error) {
      throw destinationError(error as S3Failure)
    }
  }

  #clientOf(bucket: string): Promise<S3Client> {
    const endpoint = this.#buckets.get(bucket)?.endpoint
    const client = this.#clients.get(endpoint) ?? newClient(endpoint, this.#limits)
    this.#clients.set(endpoint, client)
    return client
  }
}

const faults: Readonly<Record<string, BucketFault>> = {
  NoSuchBucket: 'NoSuchBucket',
  AccessDenied: 'AccessDenied',
}

async function newClient(
  endpoint: string | undefined,
  { connectMs, silenceMs }: S3StoreLimits,
): Promise<S3Client> {
  const { S3Client } = await import('@aws-sdk/client-s3')
  const region = await new S3Client({}).config.region().catch(() => DEFAULT_REGION)
  return new S3Client({
    region,
    followRegionRedirects: true,
    // Only AWS has a host for each bucket for sure.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    maxAttempts: 1,
    // Bodies have an MD5, which every S3 checks.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: connectMs, socketTimeout: silenceMs },
  })
}

/** What the AWS SDK throws, as far as we look at it. */
interface S3Failure extends Error {
  /** Present when the answer was an error of S3's. */
  readonly $fault?: 'client' | 'server'
  readonly $metadata?: { readonly httpStatusCode?: number }
}

function destinationError(cause: S3Failure): DestinationError {
  return new DestinationError(codeOf(cause), cause.message, { cause })
}

/** S3's code, or the one it would give if it could. */
function codeOf({ name, $fault, $metadata }: S3Failure): string {
  if (name === 'AbortError' || name === 'TimeoutError') return TIMED_OUT
  if (name === 'CredentialsProviderError') return 'AccessDenied'
  const status = $metadata?.httpStatusCode
  if (status === undefined) return 'ServiceUnavailable'
  const isNamed = $fault !== undefined && /^[A-Z]\w+$/.test(name) && !bareNames.has(name)
  if (isNamed) return name
  return codesOfStatus[status] ?? 'InternalError'
}

/** What the SDK calls answers without a code: those to HeadBucket, and those that are none of S3's. */
const bareNames = new Set(['UnknownError', 'Unknown', 'NotFound', 'Forbidden', 'Error'])

const codesOfStatus: Readonly<Record<number, string>> = {
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  503: 'ServiceUnavailable',
}
