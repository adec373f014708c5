import { hash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ObjectMetadata } from '../buckets/object-store.ts'
import { isMissing, makeFolderDurably, writeDurably } from './files.ts'

/**
 * Bytes and metadata are two files, and no file system renames two at once. So the metadata is written first, beside that of
 * the bytes it will replace, each with the size and the time of the file it belongs to: whichever file is in its place then
 * finds its own, and a crash at any moment leaves an object whole.
 */
export interface ObjectFacts {
  readonly key: string
  /** The newest, and before it the one that it replaced or was to replace: at most two. */
  readonly versions: readonly FactsVersion[]
}

export interface FactsVersion {
  readonly size: number
  /** The file's time of last modification, whole epoch milliseconds. */
  readonly modifiedMs: number
  /** Of the bytes, in hexadecimal: tells whose they are after a copy that did not keep times. */
  readonly md5: string
  readonly metadata: ObjectMetadata
}

export async function readFacts(file: string): Promise<ObjectFacts | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ObjectFacts
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export async function writeFacts(file: string, facts: ObjectFacts): Promise<void> {
  await makeFolderDurably(dirname(file))
  await writeDurably(file, JSON.stringify(facts))
}

/** The facts that belong to a file, by its size and time. */
export function versionOf(
  facts: ObjectFacts | undefined,
  { size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>,
): FactsVersion | undefined {
  const modifiedMs = Math.round(mtimeMs)
  return facts?.versions.find(
    (version) => version.size === size && version.modifiedMs === modifiedMs,
  )
}

/**
 * The metadata of a file whose time nobody knows, by its content: it came out of a backup, or somebody put it here by hand,
 * and then it has none but its ETag.
 */
export async function metadataByContent(
  facts: ObjectFacts | undefined,
  file: string,
): Promise<ObjectMetadata> {
  const md5 = hash('md5', await readFile(file), 'hex')
  return facts?.versions.find((version) => version.md5 === md5)?.metadata ?? { etag: md5 }
}
