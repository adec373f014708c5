/**
 * Events a second from the ledger into a bucket: reading, selecting, compressing, hashing and storing, as the log file thread
 * does it. Yardstick in the same run: writing the very same files with plain `writeFile` and nothing else, and, because most
 * of the time goes there, compressing the same text with gzip alone. Then the selection of one event.
 *
 *     node bench/delivery.ts [events]
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { AuditEvent } from '../src/audit/audit-event.ts'
import { openSqliteLedgerReader, SqliteLedger } from '../src/ledger/sqlite-ledger.ts'
import { FolderDestination } from '../src/platform/folder-destination.ts'
import { FolderStore } from '../src/platform/folder-store.ts'
import { logFileWriter } from '../src/trails/log-file-writer.ts'
import { compileSelection, type Selection } from '../src/trails/selection.ts'
import { defaultSelectors, type Selectors } from '../src/trails/selectors.ts'
import { realisticEvents } from './support/realistic-events.ts'
import { printTable, whole } from './support/table.ts'

const count = Number(process.argv[2] ?? 200_000)
const CLAIM_EVENTS = 40_000
const SELECTIONS = 500_000

const folder = mkdtempSync(join(tmpdir(), 'bench-delivery-'))
const ledgerFile = join(folder, 'ledger.sqlite')
const jsons: string[] = []
fillLedger()

const everything: Selection = {
  includesGlobalServiceEvents: true,
  isRecursive: true,
  selectors: defaultSelectors,
}
const delivering = await deliver()
const files = readdirSync(join(folder, 'buckets'), { recursive: true, encoding: 'utf8' })
  .map((name) => join(folder, 'buckets', name))
  .filter((name) => statSync(name).isFile())
  .map((name) => readFileSync(name))
const compressing = timed(() => {
  for (const file of files) gzipSync(gunzipSync(file))
})
const inflating = timed(() => {
  for (const file of files) gunzipSync(file)
})
const writing = await plainWrites()

const perSecond = (ms: number) => whole(count / (ms / 1000))
const share = (ms: number) => `${((ms / delivering) * 100).toFixed(0)} %`
printTable(
  `Delivery of ${whole(count)} events into ${files.length} log files`,
  ['step', 'ms', 'events a second', 'of delivery'],
  [
    ['delivery, ledger to bucket', whole(delivering), perSecond(delivering), '100 %'],
    ...[
      ['yardstick: writeFile of the same files', writing] as const,
      ['yardstick: gzip of the same text', compressing - inflating] as const,
    ].map(([name, ms]) => [name, whole(ms), perSecond(ms), share(ms)]),
  ],
)
printSelection()
rmSync(folder, { recursive: true })

function fillLedger(): void {
  const ledger = new SqliteLedger(ledgerFile)
  const toMs = Date.parse('2026-07-20T12:00:00Z')
  for (const { json } of realisticEvents({ count, fromMs: toMs - 3_600_000, toMs }))
    jsons.push(json)
  for (let i = 0; i < count; i += 1_000)
    ledger.append({ firstPosition: i + 1, events: jsons.slice(i, i + 1_000), changes: [] })
  ledger.close()
}

async function deliver(): Promise<number> {
  const store = new FolderStore(join(folder, 'buckets'), join(folder, 'bucket-metadata'))
  await store.createBucket('logs')
  const reader = openSqliteLedgerReader(ledgerFile)
  const writer = logFileWriter(reader, new FolderDestination(store))
  const start = performance.now()
  for (let after = 0; after < count; after += CLAIM_EVENTS)
    await writer.write({
      trailArn: 'arn:aws:cloudtrail:us-west-2:123456789012:trail/main',
      s3BucketName: 'logs',
      recorded: [{ after: 0, selection: everything }],
      after,
      upTo: Math.min(count, after + CLAIM_EVENTS),
      eventsSinceMs: 0,
    })
  const took = performance.now() - start
  reader.close()
  return took
}

async function plainWrites(): Promise<number> {
  const plain = join(folder, 'plain')
  mkdirSync(plain)
  const start = performance.now()
  for (const [i, file] of files.entries()) await writeFile(join(plain, `${i}`), file)
  return performance.now() - start
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function printSelection(): void {
  const events = jsons.slice(0, 1_000).map((json) => JSON.parse(json) as AuditEvent)
  const field = (name: string, equals: readonly string[]) => ({ field: name, equals })
  const fiveSelectors: Selectors = {
    kind: 'advanced',
    selectors: [
      [
        field('eventCategory', ['Management']),
        { field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
        field('readOnly', ['false']),
      ],
      ...['DeleteTrail', 'StopLogging'].map((prefix) => [
        field('eventCategory', ['Management']),
        field('readOnly', ['true']),
        { field: 'eventName', startsWith: [prefix, `${prefix}s`], notEndsWith: ['x'] },
      ]),
      ...['AWS::S3::Object', 'AWS::IoT::Thing'].map((type) => [
        field('eventCategory', ['Data']),
        field('resources.type', [type]),
        { field: 'resources.ARN', startsWith: ['arn:aws:s3:::b/'] },
      ]),
    ].map((fieldSelectors) => ({ fieldSelectors })),
  }
  const row = (name: string, selectors: Selectors) => {
    const isSelected = compileSelection({ ...everything, selectors })
    const round = () => {
      let selected = 0
      for (let i = 0; i < SELECTIONS; i++)
        if (isSelected(events[i % events.length] as AuditEvent)) selected++
      return selected
    }
    round()
    const us = (timed(round) * 1000) / SELECTIONS
    return [name, us.toFixed(3)]
  }
  const parsing =
    (timed(() => {
      for (let i = 0; i < SELECTIONS / 10; i++) JSON.parse(jsons[i % 1_000] ?? '')
    }) *
      10_000) /
    SELECTIONS
  printTable(
    'Selection of one event',
    ['selectors', 'µs an event'],
    [
      ['yardstick: JSON.parse of the event', parsing.toFixed(3)],
      row('all management events', defaultSelectors),
      row('five advanced selectors', fiveSelectors),
    ],
  )
}
