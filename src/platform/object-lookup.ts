import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { StoredObject } from '../buckets/object-store.ts'
import type { FolderPlaces } from './folder-places.ts'
import { metadataByContent, readFacts, versionOf } from './object-facts.ts'
import { ifStillThere, statsOfFile } from './object-files.ts'

/** How often a file is looked for again that another call replaced or removed in between. */
export const ATTEMPTS_MAX = 10

export interface FoundFile {
  readonly file: string
  readonly stats: Stats
  /** Its key is none that a file can have. */
  readonly isOdd: boolean
}

export interface KnownFile {
  readonly file: string
  readonly object: StoredObject
}

export async function hasBucket(places: FolderPlaces, bucket: string): Promise<boolean> {
  return (await ifStillThere(() => stat(places.tree(bucket))))?.isDirectory() ?? false
}

/** The file that is the object of a key. */
export async function findFile(
  places: FolderPlaces,
  bucket: string,
  key: string,
): Promise<FoundFile | undefined> {
  const plain = places.plainFile(bucket, key)
  const stats = plain === undefined ? undefined : await statsOfFile(plain)
  if (plain !== undefined && stats) return { file: plain, stats, isOdd: false }
  const odd = places.oddFile(bucket, key)
  const oddStats = await statsOfFile(odd)
  return oddStats && { file: odd, stats: oddStats, isOdd: true }
}

/** The same with what is known of it besides. */
export async function knownFile(
  places: FolderPlaces,
  bucket: string,
  key: string,
): Promise<KnownFile | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const found = await findFile(places, bucket, key)
    if (!found) return undefined
    const { file, stats } = found
    const facts = await readFacts(places.facts(bucket, key))
    const metadata =
      versionOf(facts, stats)?.metadata ??
      (await ifStillThere(() => metadataByContent(facts, file)))
    if (!metadata) continue
    const lastModifiedMs = Math.round(stats.mtimeMs)
    return { file, object: { key, size: stats.size, lastModifiedMs, metadata } }
  }
  return undefined
}
