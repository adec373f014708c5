import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ObjectChange, ObjectVersion } from '../buckets/object-change.ts'
import { syncFolder } from './files.ts'
import type { FolderPlaces } from './folder-places.ts'
import { readFacts, versionOf, writeFacts } from './object-facts.ts'
import { removeEmptyFolders, statsOfFile, syncWhatIsLeft } from './object-files.ts'
import { findFile, type FoundFile } from './object-lookup.ts'
import { flushPlace, placeFile, removeFile } from './object-place.ts'

/** Makes a decided change, durably. What was made before stays as it is. */
export async function makeChange(places: FolderPlaces, change: ObjectChange): Promise<void> {
  const { bucket } = change
  switch (change.kind) {
    case 'put': {
      const { key } = change
      const staged = join(places.staging, change.id)
      if (await statsOfFile(staged)) await placeFile(places, bucket, key, staged)
      if (change.uploadId !== undefined) await endUpload(places, bucket, change.uploadId)
      return
    }
    case 'delete': {
      const { key } = change
      const found = await findFile(places, bucket, key)
      if (isVersion(found, change)) await removeFile(places, bucket, key, found)
      return
    }
    case 'describe': {
      const { key } = change
      const found = await findFile(places, bucket, key)
      if (!isVersion(found, change)) return
      const { size, lastModifiedMs: modifiedMs, metadata } = change
      const factsFile = places.facts(bucket, key)
      const md5 = versionOf(await readFacts(factsFile), found.stats)?.md5 ?? metadata.etag
      await writeFacts(factsFile, { key, versions: [{ size, modifiedMs, md5, metadata }] })
      return
    }
    case 'delete-bucket':
      await removeBucket(places, bucket)
  }
}

/** The same for one that may be half made: by this process, or by one that died. */
export async function remakeChange(places: FolderPlaces, change: ObjectChange): Promise<void> {
  await makeChange(places, change)
  if (change.kind !== 'delete-bucket') await flushPlace(places, change.bucket, change.key)
}

/** Its folder goes first: what is known of a bucket whose folder is gone is nobody's. Files that people put there since stay. */
async function removeBucket(places: FolderPlaces, bucket: string): Promise<void> {
  const tree = places.tree(bucket)
  await removeEmptyFolders(tree)
  await syncFolder(dirname(tree))
  await rm(places.metadata(bucket), { recursive: true, force: true })
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
