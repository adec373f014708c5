import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import { MemoryHistory } from '../../test/support/memory-history.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import { DuckDbHistory, HistoryUnusable } from './duckdb-history.ts'
import { eventHistoryContract } from './event-history.contract.ts'
import { HISTORY_DAYS } from '../audit/audit-event.ts'
import type { LookupQuery } from './event-history.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const nowMs = Date.parse('2026-07-21T00:00:00Z')
const clock = { now: () => nowMs }
const here = { accountId: '111122223333', region: 'us-west-2', limit: 50 }

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'))
  file = join(folder, 'history.duckdb')
})
afterEach(() => rmSync(folder, { recursive: true }))

const eventAt = (position: number, members: Partial<AuditEvent> = {}) => ({
  position,
  json: JSON.stringify(auditEvent({ eventID: `e${position}`, ...members })),
})

describe('history in DuckDB', () => {
  eventHistoryContract(async (contractClock) => {
    const history = await DuckDbHistory.open(file, contractClock)
    return { history, close: () => history.close() }
  })
})

test('keeps its events and its cursor for the next process', async () => {
  const history = await DuckDbHistory.open(file, clock)
  await history.accept([eventAt(1), eventAt(2, { eventCategory: 'Data' })])
  await history.close()

  const again = await DuckDbHistory.open(file, clock)
  expect(await again.cursor()).toBe(2)
  await again.accept([eventAt(1), eventAt(2), eventAt(3)])
  const { events } = await again.lookup(here, 3)
  expect(events.map(({ eventId }) => eventId)).toEqual(['e3', 'e1'])
  await again.close()
})

test('closes while it is asked: questions are answered or broken off, and nothing else', async () => {
  const history = await DuckDbHistory.open(file, clock)
  const count = 3_000
  await history.accept(Array.from({ length: count }, (_, i) => eventAt(i + 1)))
  const { accountId } = here
  const asked = Array.from({ length: 12 }, (_, i) =>
    i % 3 === 0
      ? history.lookup(here, count)
      : history.events.search(
          { accountId, filters: [], words: [`word${i}`] },
          { limit: 50 },
          count,
        ),
  )
  const answers = Promise.allSettled(asked)
  await history.close()
  const reasons = (await answers).flatMap((answer) =>
    answer.status === 'rejected' ? [String(answer.reason)] : [],
  )
  expect(reasons.filter((reason) => !/Interrupted|history is closing/.test(reason))).toEqual([])
  await expect(history.lookup(here, count)).rejects.toThrow('history is closing')
  const again = await DuckDbHistory.open(file, clock)
  expect(await again.cursor()).toBe(count)
  await again.close()
})

test('a process killed while it accepts leaves whole batches, and a cursor that fits them', async () => {
  const batch = 500
  const feeding = `
    import { DuckDbHistory } from ${JSON.stringify(join(import.meta.dirname, 'duckdb-history.ts'))}
    const history = await DuckDbHistory.open(${JSON.stringify(file)}, { now: () => ${nowMs} })
    const event = ${JSON.stringify(eventAt(0).json)}
    for (let position = (await history.cursor()) + 1; ; position += ${batch}) {
      await history.accept(Array.from({ length: ${batch} }, (_, i) => ({ position: position + i, json: event })))
      process.stdout.write('.')
    }`
  for (let round = 1; round <= 4; round++) {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', feeding], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let accepted = 0
    for await (const text of child.stdout as AsyncIterable<Buffer>) {
      accepted += text.length
      if (accepted >= round) break
    }
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')

    expect(accepted).toBeGreaterThanOrEqual(round)

    const history = await DuckDbHistory.open(file, clock)
    const cursor = await history.cursor()
    await history.close()
    expect(cursor).toBeGreaterThanOrEqual(accepted * batch)
    expect(cursor % batch).toBe(0)
    expect(await positionsIn(file)).toEqual({ count: cursor, distinct: cursor, highest: cursor })
  }
})

test('deletes events past their days, the cursor stays', async () => {
  let now = nowMs
  const history = await DuckDbHistory.open(file, { now: () => now })
  await history.accept([eventAt(1), eventAt(2)])
  now += (HISTORY_DAYS + 1) * DAY_MS
  await history.accept([eventAt(3, { eventTime: '2026-10-19T00:00:00Z' })])
  await history.close()
  expect(await positionsIn(file)).toEqual({ count: 1, distinct: 1, highest: 3 })
})

test('takes a file whose name has quotes and spaces', async () => {
  const odd = join(folder, `o'brien's "own" history; --.duckdb`)
  const history = await DuckDbHistory.open(odd, clock)
  await history.accept([eventAt(1)])
  await history.close()
  expect(await positionsIn(odd)).toMatchObject({ count: 1 })
})

test('says in one sentence why a file cannot be its history', async () => {
  writeFileSync(file, 'this is not a database'.repeat(1000))
  const opening = DuckDbHistory.open(file, clock)
  await expect(opening).rejects.toThrow(HistoryUnusable)
  await expect(opening).rejects.toThrow(/^The event history .* cannot be opened: [^\n]+$/)
})

test('finds what the plain history in memory finds, whatever the events and the question', async () => {
  const history = await DuckDbHistory.open(file, clock)
  const plain = new MemoryHistory(clock)
  const feedBoth = async (members: readonly Partial<AuditEvent>[]) => {
    const after = await plain.cursor()
    const events = members.map((one, i) => eventAt(after + i + 1, one))
    await Promise.all([history.accept(events), plain.accept(events)])
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { maxLength: 12 }),
      fc.array(anyQuery, { minLength: 1, maxLength: 6 }),
      async (members, queries) => {
        await feedBoth(members)
        const asOf = await plain.cursor()
        expect(await history.cursor()).toBe(asOf)
        for (const query of queries)
          expect(await history.lookup(query, asOf)).toEqual(await plain.lookup(query, asOf))
      },
    ),
    { numRuns: 60 },
  )
  await history.close()
})

/** Few enough that questions often meet events, odd enough to break what is not quoted. */
const text = fc.constantFrom('a', 'A', 'ab', '"', "'", '\\', '"],["', ',', '%', '_', '', 'ü😀', 'b')
const second = fc.integer({ min: 0, max: 5 }).map((n) => nowMs - 10_000 + n * 1000)
const oldest = nowMs - HISTORY_DAYS * DAY_MS
const anyTimeMs = fc.oneof(second, fc.constantFrom(oldest - 1000, oldest, oldest + 1000))
const account = fc.constantFrom('111122223333', '999988887777')
const region = fc.constantFrom('us-west-2', 'eu-west-1')
const source = fc.constantFrom('iam.amazonaws.com', 'sts.amazonaws.com')

const anyEvent: fc.Arbitrary<Partial<AuditEvent>> = fc
  .record({
    timeMs: anyTimeMs,
    recipientAccountId: account,
    awsRegion: region,
    eventID: text,
    eventName: text,
    eventSource: source,
    readOnly: fc.boolean(),
    userIdentity: fc.record({
      type: fc.constant('IAMUser' as const),
      userName: text,
      accessKeyId: text,
    }),
    requestParameters: fc.option(fc.record({ userName: text, groupName: text })),
    eventCategory: fc.constantFrom('Management' as const, 'Management' as const, 'Data' as const),
  })
  .map(({ timeMs, ...members }) => ({
    ...members,
    eventTime: `${new Date(timeMs).toISOString().slice(0, 19)}Z`,
  }))

const anyQuery: fc.Arbitrary<LookupQuery> = fc.record(
  {
    accountId: account,
    region,
    limit: fc.integer({ min: 1, max: 8 }),
    fromMs: anyTimeMs,
    toMs: anyTimeMs,
    before: fc.record({ timeMs: second, position: fc.integer({ min: 1, max: 300 }) }),
    attribute: fc.record({
      key: fc.constantFrom(
        'EventId' as const,
        'EventName' as const,
        'ReadOnly' as const,
        'Username' as const,
        'ResourceType' as const,
        'ResourceName' as const,
        'EventSource' as const,
        'AccessKeyId' as const,
      ),
      value: fc.oneof(text, source, fc.constantFrom('true', 'false', 'AWS::IAM::User', 'AWS::IAM')),
    }),
  },
  { requiredKeys: ['accountId', 'region', 'limit'] },
)

/** What the file holds, seen without the history. */
async function positionsIn(path: string) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`attach '${path.replaceAll("'", "''")}' as seen (read_only)`)
  const found = await connection.runAndReadAll(
    'select count(*), count(distinct position), max(position) from seen.event',
  )
  // Closing alone would leave the file locked until the instance is collected.
  await connection.run('detach seen')
  connection.closeSync()
  instance.closeSync()
  const [count, distinct, highest] = (found.getRows()[0] ?? []).map(Number)
  return { count, distinct, highest }
}
