/**
 * Searching event history at a million events, as the console does: a page of what filters and words find, a picture over
 * time, values to filter by, one event. Yardstick in the same run: the same engine counting the whole table's JSON bytes,
 * which is what reading every event costs.
 *
 *     node bench/search.ts [events] [runs of each]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type {
  SearchField,
  SearchFilter,
  SearchQuery,
  SearchTest,
} from '../src/history/event-search.ts'
import { SqliteLedger } from '../src/ledger/sqlite-ledger.ts'
import { historyThread } from '../src/platform/history-thread.ts'
import { fillLedger } from './support/filled-ledger.ts'
import { median, percentile, printTable, timesOf, whole } from './support/table.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const runs = Number(process.argv[3] ?? 20)
const HOUR_MS = 3_600_000
const everything: SearchQuery = { accountId: '123456789012', filters: [], words: [] }

const data = mkdtempSync(join(tmpdir(), 'bench-search-'))
const ledgerFile = join(data, 'ledger.sqlite')
const historyFile = join(data, 'history.duckdb')
new SqliteLedger(ledgerFile).close()
const last = fillLedger(ledgerFile, count)
const history = await historyThread(ledgerFile, historyFile)
const [feedMs = 0] = await timesOf(1, () => history.follow(last))

const filtered = (field: SearchField, test: SearchTest, ...values: string[]): SearchQuery => {
  const filter: SearchFilter = { field, test, isNegated: false, values }
  return { ...everything, filters: [filter] }
}
const worded = (...words: string[]): SearchQuery => ({ ...everything, words })
const page = (query: SearchQuery) => () => history.events.search(query, { limit: 50 }, last)
const picture = (query: SearchQuery, spanMs: number) => async () => {
  await history.events.extent({ ...query, words: [] }, last)
  await history.events.count(query, spanMs, last)
}
const values = (field: SearchField) => () =>
  history.events.values(everything, { field, prefix: '', limit: 50 }, last)

const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['first page of all', page(everything)],
  ['of writes', page(filtered('readOnly', 'equals', 'false'))],
  ['of one error code', page(filtered('errorCode', 'equals', 'AccessDenied'))],
  ['of names that contain a word', page(filtered('eventName', 'contains', 'trail'))],
  ['of a rare user', page(filtered('username', 'equals', 'mallory'))],
  ['of a user agent that is not there', page(filtered('userAgent', 'contains', 'nothing'))],
  ['of a resource that is not there', page(filtered('resourceName', 'contains', 'nothing'))],
  ['of a request id', page(filtered('requestId', 'equals', 'nothing'))],
  ['of a frequent word', page(worded('deployment'))],
  ['of a rare word', page(worded('mallory'))],
  ['picture of all, by the day', picture(everything, 24 * HOUR_MS)],
  ['of writes, by the hour', picture(filtered('readOnly', 'equals', 'false'), HOUR_MS)],
  ['of a rare word, by the day', picture(worded('mallory'), 24 * HOUR_MS)],
  ['values of user names', values('username')],
  ['of resources', values('resourceName')],
  ['of event ids, all different', values('eventId')],
  ['one event by its id', () => history.events.find('123456789012', 'none', last)],
]

const rows: string[][] = []
for (const [name, ask] of questions) {
  const times = await timesOf(runs, ask)
  rows.push([name, whole(median(times)), whole(percentile(times, 95))])
}
await history.close()

const instance = await DuckDBInstance.create(historyFile, { memory_limit: '256MB', threads: '2' })
const connection = await instance.connect()
const scans = await timesOf(runs, () =>
  connection.runAndReadAll('select sum(strlen(json)) from event'),
)
connection.closeSync()
instance.closeSync()

printTable(
  `Searching ${whole(count)} events, ${runs} runs each, ms`,
  ['question', 'median', 'p95'],
  [
    ...rows,
    ['yardstick: every event’s JSON read', whole(median(scans)), whole(percentile(scans, 95))],
  ],
)
printTable(
  'The same history',
  ['figure', 'measured'],
  [
    ['fed, events a second', whole(count / (feedMs / 1000))],
    ['bytes an event on disk', whole(statSync(historyFile).size / count)],
  ],
)
rmSync(data, { recursive: true })
