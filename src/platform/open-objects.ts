import { buckets } from '../buckets/bucket.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { DataDirectory } from './data-directory.ts'
import { FolderStore } from './folder-store.ts'

/** The objects of a data directory, with what a crash left behind put in order. */
export async function openObjects(data: DataDirectory, ledger: Ledger): Promise<FolderStore> {
  const objects = new FolderStore(data.bucketsFolder, data.bucketMetadataFolder)
  await objects.recover(ledger.resources.list(buckets).map(({ name }) => name))
  return objects
}
