import type { ResourceChange } from '../ledger/resources.ts'

/**
 * Where the objects of buckets are. What buckets there are, and whose, the ledger knows.
 *
 * Objects change in two steps. What is staged is durable and seen by nobody; the ledger then commits it with the event of the
 * call, and only then it is made. So no object changes without its event, wherever a crash comes.
 *
 * Durability: what a promise resolved with survives a power cut; when it rejects, it may have been done or not, but bytes and
 * metadata always belong together. Doing the same again is harmless.
 * Order: changes of one key are staged and made one after the other; what was made before a call began, the call sees.
 * Everything rejects with {@link StoreError} when the store fails.
 */
export interface ObjectStore {
  /** Makes the bucket unless it is there. Waits for the end of one of the same name that is staged. */
  createBucket(bucket: string): Promise<void>
  /**
   * Stages the end of an empty bucket and of its unfinished uploads. Undefined, staging nothing, when it holds an object. No
   * change in the bucket is staged before this one is made or dropped, and none at all once it is made.
   */
  stageBucketDeletion(bucket: string): Promise<StagedChange | undefined>
  /**
   * Stages an object in place of the one there.
   *
   * @param precondition called with what is there now; when it throws, nothing is staged and the promise rejects with that
   */
  stagePut(
    bucket: string,
    key: string,
    body: Uint8Array,
    metadata: ObjectMetadata,
    precondition?: Precondition,
  ): Promise<StagedObject>
  /**
   * Stages the end of objects. Keys of which there is no object are passed over. None may be named twice.
   *
   * @param isMeant called with each key and what is there now: keys of which it is not true are passed over; when it throws,
   *   nothing is staged and the promise rejects with that
   */
  stageDelete(
    bucket: string,
    keys: readonly string[],
    isMeant?: (key: string, current: StoredObject | undefined) => boolean,
  ): Promise<StagedChange>
  /**
   * Stages other metadata for an object.
   *
   * @param metadataFor called with what is there now; when it throws, nothing is staged and the promise rejects with that
   */
  stageMetadata(
    bucket: string,
    key: string,
    metadataFor: (current: StoredObject | undefined) => ObjectMetadata,
  ): Promise<StagedChange>
  /** Stores an object at once: for what is no call and has no event of its own. */
  put(bucket: string, key: string, body: Uint8Array, metadata: ObjectMetadata): Promise<void>
  /** Undefined when there is no such object. */
  head(bucket: string, key: string): Promise<StoredObject | undefined>
  get(bucket: string, key: string, range?: ByteRange): Promise<StoredObjectBody | undefined>
  list(bucket: string, question: ListQuestion): Promise<ObjectPage>
}

/**
 * A change that is prepared and not seen. No other change of its keys is staged before one of `make` and `drop` was called:
 * whoever has it calls one of them, once, and soon.
 */
export interface StagedChange {
  /** What the ledger has to commit in the turn of the call, with the event: the change, and that others are made. */
  changes(): readonly ResourceChange[]
  /**
   * Makes it, once that commit is durable. When the promise rejects, the change stays decided: the store makes it before the
   * next change of the key, or at the next start.
   */
  make(): Promise<void>
  /** Forgets it, when it is not committed. */
  drop(): void
}

export interface StagedObject extends StagedChange {
  /** As it will be. */
  readonly object: StoredObject
}

export type Precondition = (current: StoredObject | undefined) => void

/** What S3 keeps about an object besides its bytes. */
export interface ObjectMetadata {
  /** Without quotes: the MD5 of the bytes in hexadecimal, or of the parts' MD5s, and then their number. */
  readonly etag: string
  readonly contentType?: string
  readonly contentEncoding?: string
  readonly contentLanguage?: string
  readonly contentDisposition?: string
  readonly cacheControl?: string
  /** As it was sent. */
  readonly expires?: string
  readonly websiteRedirectLocation?: string
  readonly storageClass?: string
  /** Names in lower case, without `x-amz-meta-`. */
  readonly userMetadata?: Readonly<Record<string, string>>
  readonly tags?: readonly ObjectTag[]
  readonly checksum?: ObjectChecksum
}

export interface ObjectTag {
  readonly key: string
  readonly value: string
}

export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm
  /** Base64; of parts: of the parts' checksums, and then their number. */
  readonly value: string
  readonly type: ChecksumType
}

/** Of the bytes themselves, or of the checksums of the parts. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE'

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256'

export interface StoredObject {
  readonly key: string
  readonly size: number
  /** Epoch milliseconds. */
  readonly lastModifiedMs: number
  readonly metadata: ObjectMetadata
}

/** Both ends belong to it. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

export interface StoredObjectBody {
  readonly object: StoredObject
  /** The range that was asked for, as far as the object has it. */
  readonly body: Uint8Array
}

export interface ListQuestion {
  readonly prefix?: string
  /** Keys that have it behind the prefix are rolled up to what stands before it, it included. */
  readonly delimiter?: string
  /** Only keys and rolled-up prefixes behind this one. */
  readonly after?: string
  readonly limit: number
}

export interface ObjectPage {
  /** In the order of their keys' UTF-8 bytes. */
  readonly objects: readonly StoredObject[]
  readonly commonPrefixes: readonly string[]
  /** The last key or prefix of this page, when more come behind it. */
  readonly next?: string
}

/** Uploads in parts, until they become objects. Durability and order as of {@link ObjectStore}. */
export interface UploadStore {
  createUpload(bucket: string, upload: Upload): Promise<void>
  /** Undefined when there is no such upload. */
  upload(bucket: string, uploadId: string): Promise<Upload | undefined>
  /** In the order of their keys, and then of their beginning. */
  uploads(bucket: string): Promise<readonly Upload[]>
  /** Stores a part in place of the one of the same number. False when there is no such upload. */
  putPart(
    bucket: string,
    uploadId: string,
    part: Omit<UploadPart, 'size'>,
    body: Uint8Array,
  ): Promise<boolean>
  /** In the order of their numbers. */
  parts(bucket: string, uploadId: string): Promise<readonly UploadPart[]>
  /** Stages the object that these parts make, one after the other; the upload ends when it is made. */
  stageCompletion(
    bucket: string,
    upload: Upload,
    parts: readonly UploadPart[],
    metadata: ObjectMetadata,
    precondition?: Precondition,
  ): Promise<StagedObject>
  /** Harmless when there is no such upload. */
  abortUpload(bucket: string, uploadId: string): Promise<void>
}

export interface Upload {
  readonly uploadId: string
  readonly key: string
  readonly initiatedMs: number
  /** Who began it; parts are shown to be theirs. */
  readonly initiatorArn: string
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType }
  /** What the object will have, but for its ETag and its checksum. */
  readonly metadata: Omit<ObjectMetadata, 'etag' | 'checksum'>
}

export interface UploadPart {
  readonly partNumber: number
  readonly size: number
  readonly lastModifiedMs: number
  /** MD5 in hexadecimal. */
  readonly etag: string
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string }
}

/** The store did not do what it was asked. `code` is S3's: `NoSuchBucket`, `AccessDenied`, `InternalError`. */
export class StoreError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}
