import { BIGINT, DuckDBDataChunk, DuckDBInstance, VARCHAR } from '@duckdb/node-api'
import type { LookupAttribute, LookupAttributeKey } from '../../src/history/event-history.ts'
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

/** The column that an attribute is kept in, plainly compared with `$1`. */
const conditions: Readonly<Record<LookupAttributeKey, string>> = {
  EventId: 'event_id = $1',
  EventName: 'event_name = $1',
  ReadOnly: 'cast(read_only as varchar) = $1',
  Username: 'username = $1',
  ResourceType: 'contains(resources, $1)',
  ResourceName: 'contains(resources, $1)',
  EventSource: 'event_source = $1',
  AccessKeyId: 'access_key_id = $1',
}

/** Median milliseconds of a bare count over the whole history, for each attribute with a value that no event has. */
export async function scanTimes(
  historyFile: string,
  { accountId, region }: { accountId: string; region: string },
  absent: readonly LookupAttribute[],
): Promise<ReadonlyMap<LookupAttributeKey, number>> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(`attach '${historyFile}' as history (read_only); use history`)
  const found = new Map<LookupAttributeKey, number>()
  for (const { key, value } of absent) {
    const sql = `select count(*) from event where account_id = '${accountId}' and region = '${region}' and ${conditions[key]}`
    found.set(key, median(await timesOf(SCANS, () => connection.runAndReadAll(sql, [value]))))
  }
  connection.closeSync()
  instance.closeSync()
  return found
}
