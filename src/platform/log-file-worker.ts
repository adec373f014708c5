import { openSqliteLedgerReader } from '../ledger/sqlite-ledger.ts'
import { type LogFileJob, type LogFileWriter, logFileWriter } from '../trails/log-file-writer.ts'
import { FolderDestination } from './folder-destination.ts'
import { FolderStore } from './folder-store.ts'
import { serveCalls } from './thread.ts'

let writer: LogFileWriter | undefined

serveCalls({
  open(ledgerFile: string, bucketsFolder: string, bucketMetadataFolder: string) {
    const store = new FolderStore(bucketsFolder, bucketMetadataFolder)
    writer = logFileWriter(openSqliteLedgerReader(ledgerFile), new FolderDestination(store))
  },
  write: (job: LogFileJob) => writer?.write(job),
})
