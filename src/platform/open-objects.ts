import { buckets } from '../buckets/bucket.ts'
import { objectChanges } from '../buckets/object-change.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { DataDirectory } from './data-directory.ts'
import { FolderStore } from './folder-store.ts'
import { every, type Timer } from './timer.ts'

const MAKE_UNMADE_MS = 1_000

/** The objects of a data directory, with what a crash left behind put in order. */
export async function openObjects(
  {
    bucketsFolder,
    bucketMetadataFolder,
  }: Pick<DataDirectory, 'bucketsFolder' | 'bucketMetadataFolder'>,
  ledger: Ledger,
): Promise<FolderStore> {
  const objects = new FolderStore(bucketsFolder, bucketMetadataFolder)
  const names = ledger.resources.list(buckets).map(({ name }) => name)
  const decided = ledger.resources.list(objectChanges)
  await objects.recover(names, decided)
  await ledger.commit({ events: [], changes: decided.map(({ id }) => objectChanges.delete(id)) })
  return objects
}

/** Tries again what was decided of an object and could not be made. */
export function objectTimer(objects: FolderStore, onFatal: (error: unknown) => void): Timer {
  return every(MAKE_UNMADE_MS, () => objects.changes.makeUnmade(), onFatal)
}
