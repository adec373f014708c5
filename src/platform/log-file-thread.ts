import type { LogFilesWritten, LogFileWriter } from '../trails/log-file-writer.ts'
import type { DataDirectory } from './data-directory.ts'
import { Thread } from './thread.ts'

export interface LogFileThread extends LogFileWriter {
  close(): Promise<void>
}

/** Reads, selects, compresses and stores in a thread of its own: fifty megabytes take a while. */
export async function logFileThread(
  data: Pick<DataDirectory, 'ledgerFile' | 'bucketsFolder' | 'bucketMetadataFolder'>,
): Promise<LogFileThread> {
  const { ledgerFile, bucketsFolder, bucketMetadataFolder } = data
  const thread = new Thread('log-file-worker')
  await thread.call('open', ledgerFile, bucketsFolder, bucketMetadataFolder)
  return {
    write: (job) => thread.call<LogFilesWritten>('write', job),
    close: () => thread.end(),
  }
}
