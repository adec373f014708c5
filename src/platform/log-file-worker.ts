import { openSqliteLedgerReader } from '../ledger/sqlite-ledger.ts'
import { type LogFileJob, type LogFileWriter, logFileWriter } from '../trails/log-file-writer.ts'
import { FolderDestination } from './folder-destination.ts'
import { FolderStore } from './folder-store.ts'
import { routedDestination } from './routed-buckets.ts'
import { type S3Bucket, S3Store } from './s3-store.ts'
import { serveCalls } from './thread.ts'

let writer: LogFileWriter | undefined
let elsewhere: S3Store | undefined

serveCalls({
  open(
    ledgerFile: string,
    bucketsFolder: string,
    bucketMetadataFolder: string,
    s3Buckets: readonly S3Bucket[],
  ) {
    const own = new FolderDestination(new FolderStore(bucketsFolder, bucketMetadataFolder))
    elsewhere = new S3Store(s3Buckets)
    writer = logFileWriter(openSqliteLedgerReader(ledgerFile), routedDestination(own, elsewhere))
  },
  write: (job: LogFileJob) => writer?.write(job),
  giveUp: () => elsewhere?.close(),
})
