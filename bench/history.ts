/**
 * Event history at a million events: feeding it from the ledger, its size, LookupEvents by each attribute through the
 * history's thread and through signed HTTP calls, and the memory of the server that does it. Yardsticks in the same run:
 * the same engine copying the same rows unread, and counting the events that have a value.
 *
 *     node bench/history.ts [events] [lookups of each kind]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LookupAttribute } from '../src/history/event-history.ts'
import { openSqliteLedgerReader } from '../src/ledger/sqlite-ledger.ts'
import { historyThread } from '../src/platform/history-thread.ts'
import { type ServerProcess, startProcess } from '../test/support/server-process.ts'
import { copyUnread, scanTimes } from './support/engine-alone.ts'
import { fillLedger } from './support/filled-ledger.ts'
import { type Questions, questionsAbout } from './support/lookup-questions.ts'
import { memoryOf } from './support/process-memory.ts'
import { SignedLookups } from './support/signed-lookups.ts'
import { median, percentile, printTable, timesOf, whole } from './support/table.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const each = Number(process.argv[3] ?? 200)
const asked = { accountId: '123456789012', region: 'us-west-2' }
const PAGED_EVENTS = 10_000
const RUNS = 5

const data = mkdtempSync(join(tmpdir(), 'bench-history-'))
const ledgerFile = join(data, 'ledger.sqlite')
const historyFile = join(data, 'history.duckdb')
const start = () => startProcess(['--data', data])
let server: ServerProcess = await start()

// The data of a server that has its account, and a million events more.
await server.terminate()
const lastPosition = fillLedger(ledgerFile, count)
const reader = openSqliteLedgerReader(ledgerFile)
const questions = questionsAbout(reader, lastPosition, { ...asked, each })
reader.close()

type Lookup = (attribute: LookupAttribute) => Promise<unknown>

/** Median and 99th percentile, for values that are there and for one that is not. */
async function lookupTimes({ found, absent }: Questions, lookup: Lookup): Promise<string[]> {
  const attributes = [found, found.map(() => absent)]
  const cells: string[] = []
  for (const asking of attributes) {
    const times = await timesOf(asking.length, (run) => lookup(asking[run] ?? absent))
    cells.push(`${percentile(times, 50).toFixed(1)} / ${percentile(times, 99).toFixed(1)}`)
  }
  return cells
}

async function lookupRows(lookup: Lookup): Promise<string[][]> {
  const rows: string[][] = []
  await lookup({ key: 'EventName', value: 'GetDeployment' })
  for (const question of questions) rows.push(await lookupTimes(question, lookup))
  return rows
}

async function feeding(): Promise<void> {
  const perSecond = (ms: number) => lastPosition / (ms / 1000)
  const copyFile = join(data, 'unread.duckdb')
  const copied = perSecond(await copyUnread(ledgerFile, copyFile, lastPosition))
  const copiedBytes = statSync(copyFile).size / count
  rmSync(copyFile)
  rmSync(historyFile)
  const history = await historyThread(ledgerFile, historyFile)
  const [ms = 0] = await timesOf(1, () => history.follow(lastPosition))
  await history.close()
  const [fed, bytes] = [perSecond(ms), statSync(historyFile).size / count]
  printTable(
    `Feeding event history from the ledger, ${whole(count)} events`,
    ['figure', 'measured', 'yardstick: the JSON copied unread', 'ratio'],
    [
      ['events a second', whole(fed), whole(copied), (fed / copied).toFixed(2)],
      [
        'bytes an event on disk',
        whole(bytes),
        whole(copiedBytes),
        (bytes / copiedBytes).toFixed(2),
      ],
    ],
  )
}

async function lookups(): Promise<void> {
  const scans = await scanTimes(
    historyFile,
    asked,
    questions.map(({ absent }) => absent),
  )
  const history = await historyThread(ledgerFile, historyFile)
  const inThread = await lookupRows((attribute) =>
    history.lookup({ ...asked, attribute, limit: 50 }, lastPosition),
  )
  await history.close()
  const server = await start()
  const signed = new SignedLookups(server, asked.region)
  const overHttp = await lookupRows((attribute) => signed.find(attribute))
  await server.terminate()
  printTable(
    `LookupEvents, first page of 50, ${whole(count)} events, ${each} lookups a cell: p50 / p99 in ms`,
    ['attribute', 'yardstick: bare count', 'there', 'absent', 'there, HTTP', 'absent, HTTP'],
    questions.map(({ key }, row) => [
      key,
      (scans.get(key) ?? 0).toFixed(1),
      ...(inThread[row] ?? []),
      ...(overHttp[row] ?? []),
    ]),
  )
}

/** A server with all of it still to be fed. To be run before any other: they forget in the ledger what is fed. */
async function memoryWhileFeeding() {
  rmSync(historyFile)
  const server = await start()
  // A lookup waits until everything is fed.
  await new SignedLookups(server, asked.region).find({ key: 'EventId', value: 'none' })
  const memory = memoryOf(server)
  await server.terminate()
  return memory
}

async function wholeServer(afterFeeding: ReturnType<typeof memoryOf>): Promise<void> {
  const ready: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const [ms = 0] = await timesOf(1, async () => (server = await start()))
    ready.push(ms)
    await server.terminate()
  }
  server = await start()
  const signed = new SignedLookups(server, asked.region)
  const paging = await timesOf(RUNS, () => signed.page(PAGED_EVENTS))
  const afterPaging = memoryOf(server)
  await server.terminate()
  printTable(
    `The whole server with ${whole(count)} events (medians of ${RUNS} runs)`,
    ['figure', 'measured'],
    [
      ['ready after', `${whole(median(ready))} ms`],
      [`${whole(PAGED_EVENTS)} events paged through over HTTP`, `${whole(median(paging))} ms`],
      ['resident after paging', `${whole(afterPaging.resident)} MB`],
      ['resident after feeding all of it', `${whole(afterFeeding.resident)} MB`],
      ['resident at most while feeding', `${whole(afterFeeding.peak)} MB`],
    ],
  )
}

await feeding()
const afterFeeding = await memoryWhileFeeding()
await lookups()
await wholeServer(afterFeeding)
rmSync(data, { recursive: true })
