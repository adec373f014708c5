import { DestinationError } from '../trails/destination.ts'
import type { LogFileJob, LogFileWriter } from '../trails/log-file-writer.ts'
import type { DataDirectory } from './data-directory.ts'
import { Thread, ThreadError } from './thread.ts'

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
    async write(job: LogFileJob) {
      try {
        return await thread.call<readonly string[]>('write', job)
      } catch (error) {
        if (error instanceof ThreadError && error.name === DestinationError.name)
          throw new DestinationError(error.code ?? 'InternalError', error.message, { cause: error })
        throw error
      }
    },
    close: () => thread.end(),
  }
}
