import { BIGINT, DuckDBDataChunk, DuckDBInstance, VARCHAR } from '@duckdb/node-api'
import type { LookupAttributeKey } from '../../src/history/event-history.ts'
import { openSqliteLedgerReader } from '../../src/ledger/sqlite-ledger.ts'
import { median, timesOf } from './table.ts'

/** Yardsticks of event history: the same engine with the same settings, and as little else as possible. */

const BATCH_EVENTS = 10_240
const CHUNK_ROWS = 2048
const SCANS = 20

/** Milliseconds to read a ledger and append its JSON as it is, in batches that are committed. */
export async function copyUnread(
  ledgerFile: string,
  file: string,
  lastPosition: number,
): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MB', threads: '2' })
  const connection = await instance.connect()
  await connection.run(`attach '${file}' as copy (row_group_size 10_240, storage_version 'latest');
    create table copy.event (position bigint, json varchar using compression zstd)`)
  const reader = openSqliteLedgerReader(ledgerFile)
  const [ms = 0] = await timesOf(1, async () => {
    for (let after = 0; after < lastPosition; after += BATCH_EVENTS) {
      const events = reader.read(after, lastPosition, BATCH_EVENTS)
      await connection.run('begin')
      const appender = await connection.createAppender('event', 'main', 'copy')
      for (let start = 0; start < events.length; start += CHUNK_ROWS) {
        const part = events.slice(start, start + CHUNK_ROWS)
        const chunk = DuckDBDataChunk.create([BIGINT, VARCHAR], part.length)
        const positions = part.map(({ position }) => BigInt(position))
        chunk.setColumns([positions, part.map(({ json }) => json)])
        appender.appendDataChunk(chunk)
      }
      appender.closeSync()
      await connection.run('commit')
    }
  })
  reader.close()
  await connection.run('detach copy')
  connection.closeSync()
  instance.closeSync()
  return ms
}

/** The column an attribute is kept in, asked for a value that no event has. */
const conditions: Readonly<Record<LookupAttributeKey, string>> = {
  EventId: "event_id = 'x'",
  EventName: "event_name = 'x'",
  ReadOnly: "cast(read_only as varchar) = 'x'",
  Username: "username = 'x'",
  ResourceType: "contains(resources, 'nothing')",
  ResourceName: "contains(resources, 'nothing')",
  EventSource: "event_source = 'x'",
  AccessKeyId: "access_key_id = 'x'",
}

/** Median milliseconds of a bare count over the whole history, for each attribute. */
export async function scanTimes(
  historyFile: string,
  { accountId, region }: { accountId: string; region: string },
): Promise<ReadonlyMap<LookupAttributeKey, number>> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(`attach '${historyFile}' as history (read_only); use history`)
  const found = new Map<LookupAttributeKey, number>()
  for (const [key, condition] of Object.entries(conditions)) {
    const sql = `select count(*) from event where account_id = '${accountId}' and region = '${region}' and ${condition}`
    const times = await timesOf(SCANS, () => connection.runAndReadAll(sql))
    found.set(key as LookupAttributeKey, median(times))
  }
  connection.closeSync()
  instance.closeSync()
  return found
}
