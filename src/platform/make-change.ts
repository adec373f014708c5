import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectChange, ObjectVersion } from '../buckets/object-change.ts'
import type { FolderPlaces } from './folder-places.ts'
import { readFacts, versionOf, writeFacts } from './object-facts.ts'
import { statsOfFile, syncWhatIsLeft } from './object-files.ts'
import { findFile, type FoundFile } from './object-lookup.ts'
import { flushPlace, placeFile, removeFile } from './object-place.ts'

/** Makes a decided change, durably. What was made before stays as it is. */
export async function makeChange(places: FolderPlaces, change: ObjectChange): Promise<void> {
  const { bucket, key } = change
  switch (change.kind) {
    case 'put': {
      const staged = join(places.staging, change.id)
      if (await statsOfFile(staged)) await placeFile(places, bucket, key, staged)
      if (change.uploadId !== undefined) await endUpload(places, bucket, change.uploadId)
      return
    }
    case 'delete': {
      const found = await findFile(places, bucket, key)
      if (isVersion(found, change)) await removeFile(places, bucket, key, found)
      return
    }
    case 'describe': {
      const found = await findFile(places, bucket, key)
      if (!isVersion(found, change)) return
      const { size, lastModifiedMs: modifiedMs, metadata } = change
      const factsFile = places.facts(bucket, key)
      const md5 = versionOf(await readFacts(factsFile), found.stats)?.md5 ?? metadata.etag
      await writeFacts(factsFile, { key, versions: [{ size, modifiedMs, md5, metadata }] })
    }
  }
}

/** The same for one that may be half made: by this process, or by one that died. */
export async function remakeChange(places: FolderPlaces, change: ObjectChange): Promise<void> {
  await makeChange(places, change)
  await flushPlace(places, change.bucket, change.key)
}

async function endUpload(places: FolderPlaces, bucket: string, uploadId: string): Promise<void> {
  await rm(places.uploadFolder(bucket, uploadId), { recursive: true, force: true })
  await syncWhatIsLeft(places.uploadsFolder(bucket))
}

function isVersion(
  found: FoundFile | undefined,
  { size, lastModifiedMs }: ObjectVersion,
): found is FoundFile {
  return found?.stats.size === size && Math.round(found.stats.mtimeMs) === lastModifiedMs
}
