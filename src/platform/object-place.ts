import { rename, rm, rmdir, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolderDurably, syncFolder } from './files.ts'
import type { FolderPlaces } from './folder-places.ts'
import { ifStillThere, makeFolderBelow, syncWhatIsLeft } from './object-files.ts'
import { ATTEMPTS_MAX, findFile, type FoundFile, hasBucket } from './object-lookup.ts'
import { codeOf, noSuchBucket } from './store-errors.ts'

const cannotHold = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY', 'ENAMETOOLONG', 'EINVAL'])

/** Makes a durable file the object of a key, durably. */
export async function placeFile(
  places: FolderPlaces,
  bucket: string,
  key: string,
  file: string,
): Promise<void> {
  const isOdd = (await findFile(places, bucket, key))?.isOdd ?? false
  const plain = isOdd ? undefined : places.plainFile(bucket, key)
  if (plain !== undefined && (await isRenamedInto(plain, places, bucket, file))) return
  if (!(await hasBucket(places, bucket))) throw noSuchBucket(bucket)
  await makeFolderDurably(places.oddFolder(bucket))
  const odd = places.oddFile(bucket, key)
  await rename(file, odd)
  await syncFolder(dirname(odd))
}

/** False when the place cannot hold a file, because a folder is there, or a file where a folder should be. */
async function isRenamedInto(
  place: string,
  places: FolderPlaces,
  bucket: string,
  file: string,
): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    try {
      await makeFolderBelow(places.tree(bucket), dirname(place))
      await rename(file, place)
      await syncFolder(dirname(place))
      return true
    } catch (error) {
      const code = codeOf(error)
      if (cannotHold.has(code)) return false
      // A delete of its last neighbour removed the folder in between.
      if (code !== 'ENOENT' || attempt >= ATTEMPTS_MAX) throw error
      if (!(await hasBucket(places, bucket))) throw noSuchBucket(bucket)
    }
  }
}

/** Removes the object of a key, durably, and the folders that only it was in: S3 has none. */
export async function removeFile(
  places: FolderPlaces,
  bucket: string,
  key: string,
  { file, isOdd }: FoundFile,
): Promise<void> {
  await unlink(file)
  await syncWhatIsLeft(dirname(file))
  await rm(places.facts(bucket, key), { force: true })
  if (!isOdd) await prune(places.tree(bucket), dirname(file))
}

async function prune(tree: string, folder: string): Promise<void> {
  for (let empty = folder; empty !== tree; empty = dirname(empty)) {
    try {
      await rmdir(empty)
    } catch {
      // It holds something again, or another call was faster; either way there is nothing left to do.
      return
    }
  }
}

/** For a step that is taken again: how much of the one before was flushed, nobody knows. */
export async function flushPlace(places: FolderPlaces, bucket: string, key: string): Promise<void> {
  const plain = places.plainFile(bucket, key)
  const ends = [
    [places.oddFile(bucket, key), places.metadata(bucket)],
    ...(plain === undefined ? [] : [[plain, places.tree(bucket)] as const]),
  ] as const
  for (const [file, root] of ends)
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      await ifStillThere(() => syncFolder(folder))
      if (folder === root) break
    }
}
