import { openSqliteLedgerReader } from '../ledger/sqlite-ledger.ts'
import { type LogFileJob, type LogFileWriter, logFileWriter } from '../trails/log-file-writer.ts'
import { FolderStore } from './folder-store.ts'
import { serveCalls } from './thread.ts'

let writer: LogFileWriter | undefined

serveCalls({
  open(ledgerFile: string, bucketsFolder: string) {
    writer = logFileWriter(openSqliteLedgerReader(ledgerFile), new FolderStore(bucketsFolder))
  },
  write: (job: LogFileJob) => writer?.write(job),
})
