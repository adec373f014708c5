import type { LogFilesWritten, LogFileWriter } from '../trails/log-file-writer.ts'
import type { DataDirectory } from './data-directory.ts'
import type { S3Bucket } from './s3-store.ts'
import { Thread } from './thread.ts'

export interface LogFileThread extends LogFileWriter {
  /** Waits no longer for buckets that are kept elsewhere. */
  giveUp(): Promise<void>
  close(): Promise<void>
}

/** Reads, selects, compresses and stores in a thread of its own: fifty megabytes take a while. */
export async function logFileThread(
  data: Pick<DataDirectory, 'ledgerFile' | 'bucketsFolder' | 'bucketMetadataFolder'>,
  s3Buckets: readonly S3Bucket[],
): Promise<LogFileThread> {
  const { ledgerFile, bucketsFolder, bucketMetadataFolder } = data
  const thread = new Thread('log-file-worker')
  await thread.call('open', ledgerFile, bucketsFolder, bucketMetadataFolder, s3Buckets)
  return {
    write: (job) => thread.call<LogFilesWritten>('write', job),
    giveUp: () => thread.call<void>('giveUp'),
    close: () => thread.end(),
  }
}
