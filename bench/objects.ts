/**
 * What the store of objects costs: storing, reading and listing log files of the usual size. Yardstick in the same run: the
 * same bytes written to a file and flushed, and read back, which nobody can do without.
 *
 *     node bench/objects.ts [objects]
 */
import { hash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ledger } from '../src/ledger/ledger.ts'
import { FolderStore } from '../src/platform/folder-store.ts'
import { ledgerThread } from '../src/platform/ledger-thread.ts'
import { printTable, whole } from './support/table.ts'

const count = Number(process.argv[2] ?? 2_000)
/** What most log files are long. */
const BYTES = 16 * 1024
/** Requests under way at once. */
const TOGETHER = 16
const PAGE = 1_000
/** As long as that of a PutObject. */
const EVENT = JSON.stringify({ eventName: 'PutObject', filler: 'x'.repeat(1_400) })

const folder = mkdtempSync(join(tmpdir(), 'bench-objects-'))
const store = new FolderStore(join(folder, 'buckets'), join(folder, 'bucket-metadata'))
await store.createBucket('logs')
const body = randomBytes(BYTES)
const metadata = { etag: hash('md5', body, 'hex'), contentType: 'application/json' }
const keys = Array.from(
  { length: count },
  (_, i) =>
    `AWSLogs/1/CloudTrail/us-west-2/2026/07/${String(i % 28).padStart(2, '0')}/${i}.json.gz`,
)
await mkdir(join(folder, 'plain'))
const plain = (key: string) => join(folder, 'plain', key.replaceAll('/', '_'))

const ledger = await Ledger.open(ledgerThread(join(folder, 'ledger.sqlite')), (failure) => {
  throw failure
})

const rows = [
  ['file written and flushed', await perSecond(keys, (key) => writeFlushed(plain(key)))],
  ['object stored', await perSecond(keys, (key) => store.put('logs', key, body, metadata))],
  [
    'object stored over another',
    await perSecond(keys, (key) => store.put('logs', key, body, metadata)),
  ],
  ['object stored, and then its event', await perSecond(keys, storedThenTold)],
  ['object staged, committed with its event, and made', await perSecond(keys, storedWithEvent)],
  ['file read', await perSecond(keys, (key) => readFile(plain(key)))],
  ['object read', await perSecond(keys, (key) => store.get('logs', key))],
  ['object described', await perSecond(keys, (key) => store.head('logs', key))],
  ['object listed, a page of 1,000 at a time', await listedPerSecond()],
] as const
printTable(
  `The store of objects: ${whole(count)} of ${whole(BYTES / 1024)} KiB, ${TOGETHER} at a time`,
  ['', 'a second'],
  rows.map(([what, speed]) => [what, whole(speed)]),
)
await ledger.close()
rmSync(folder, { recursive: true })

async function perSecond(
  all: readonly string[],
  work: (key: string) => Promise<unknown>,
): Promise<number> {
  const left = [...all]
  const start = performance.now()
  const worker = async () => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) await work(key)
  }
  await Promise.all(Array.from({ length: TOGETHER }, worker))
  return (all.length * 1000) / (performance.now() - start)
}

/** What a crash in between would leave without an event. */
async function storedThenTold(key: string): Promise<void> {
  await store.put('logs', key, body, metadata)
  await ledger.commit({ events: [EVENT], changes: [] })
}

async function storedWithEvent(key: string): Promise<void> {
  const staged = await store.stagePut('logs', key, body, metadata)
  await ledger.commit({ events: [EVENT], changes: staged.changes() })
  await staged.make()
}

async function writeFlushed(file: string): Promise<void> {
  const handle = await open(file, 'w')
  await handle.writeFile(body)
  await handle.sync()
  await handle.close()
}

async function listedPerSecond(): Promise<number> {
  const start = performance.now()
  let listed = 0
  let after: string | undefined = ''
  while (after !== undefined) {
    const { objects, next } = await store.list('logs', { limit: PAGE, after })
    listed += objects.length
    after = next
  }
  return (listed * 1000) / (performance.now() - start)
}
