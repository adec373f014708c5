import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import { MemoryHistory } from '../../test/support/memory-history.ts'
import type { UserIdentity } from '../audit/user-identity.ts'
import { DuckDbHistory } from './duckdb-history.ts'
import { eventSearchContract, hostile } from './event-search.contract.ts'
import { addedColumns } from './event-row.ts'
import { type SearchFilter, type SearchQuery, searchFields } from './event-search.ts'

const nowMs = Date.parse('2026-07-21T00:00:00Z')
const clock = { now: () => nowMs }

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'search-'))
  file = join(folder, 'history.duckdb')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('search in memory', () => {
  eventSearchContract(async (of) => ({
    history: new MemoryHistory(of),
    close: async () => undefined,
  }))
})

describe('search in DuckDB', () => {
  eventSearchContract(async (of) => {
    const history = await DuckDbHistory.open(file, of)
    return { history, close: () => history.close() }
  })
})

const word = fc.constantFrom('a', 'A', 'b', 'ab', 'ABBA', 'alice', '', 'é', '"', ...hostile)
const userName = fc.option(word, { nil: undefined })

const event = fc.record({
  eventName: word,
  eventSource: fc.constantFrom('iam.amazonaws.com', 'sns.amazonaws.com', 'waymark.local'),
  readOnly: fc.boolean(),
  awsRegion: fc.constantFrom('us-east-1', 'eu-west-1'),
  recipientAccountId: fc.constantFrom('111122223333', '999988887777'),
  sourceIPAddress: word,
  eventTime: fc.integer({ min: 0, max: 6 }).map((hours) => `2026-07-20T0${hours}:30:00Z`),
  userIdentity: userName.map((name): UserIdentity =>
    name === undefined ? { type: 'IAMUser' } : { type: 'IAMUser', userName: name, arn: name },
  ),
  requestParameters: fc.option(
    fc.record({ userName: word, roleName: word }, { requiredKeys: [] }),
    { nil: null },
  ),
  errorCode: fc.constantFrom('AccessDenied', 'Throttling', 'a'),
})

const filter: fc.Arbitrary<SearchFilter> = fc.record({
  field: fc.constantFrom(...searchFields),
  test: fc.constantFrom('equals', 'contains', 'starts-with', 'exists'),
  isNegated: fc.boolean(),
  values: fc.array(fc.oneof(word, fc.constantFrom('true', 'us-east-1', 'AWS::IAM::User')), {
    minLength: 1,
    maxLength: 3,
  }),
})

const query: fc.Arbitrary<SearchQuery> = fc
  .record(
    {
      regions: fc.subarray(['us-east-1', 'eu-west-1', `' or true`]),
      fromMs: fc.integer({ min: -2, max: 8 }),
      toMs: fc.integer({ min: -2, max: 8 }),
      after: fc.nat(8),
      filters: fc.array(filter, { maxLength: 3 }),
      words: fc.array(word, { maxLength: 2 }),
    },
    { requiredKeys: ['filters', 'words'] },
  )
  .map(({ fromMs, toMs, ...asked }) => ({
    ...asked,
    accountId: '111122223333',
    ...(fromMs === undefined ? {} : { fromMs: nowMs + (fromMs - 24) * 3_600_000 }),
    ...(toMs === undefined ? {} : { toMs: nowMs + (toMs - 24) * 3_600_000 }),
  }))

test('finds and counts what a plain search finds and counts, whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: 12 }),
      fc.array(query, { minLength: 4, maxLength: 8 }),
      fc.constantFrom(...searchFields),
      word,
      async (events, queries, field, prefix) => {
        const [duckdb, memory] = [
          await DuckDbHistory.open(':memory:', clock),
          new MemoryHistory(clock),
        ]
        const positioned = events.map(({ errorCode, ...members }, i) => ({
          position: i + 1,
          json: JSON.stringify(
            auditEvent({
              eventID: `e${i + 1}`,
              ...members,
              ...(errorCode === 'a' ? {} : { errorCode }),
            }),
          ),
        }))
        for (const history of [duckdb, memory]) await history.accept(positioned)
        for (const asked of queries) {
          const answers = [duckdb, memory].map(async ({ events: search }) => ({
            page: await search.search(asked, { limit: 3 }, 1),
            count: await search.count(asked, 3_600_000, 1),
            extent: await search.extent(asked, 1),
            values: await search.values(asked, { field, prefix, limit: 5 }, 1),
          }))
          expect(await answers[0]).toEqual(await answers[1])
        }
        await duckdb.close()
      },
    ),
    { numRuns: 60 },
  )
})

test('a history of before some columns gets them, filled in', async () => {
  const history = await DuckDbHistory.open(file, clock)
  const json = JSON.stringify(auditEvent({ eventID: 'e1', errorCode: 'AccessDenied' }))
  await history.accept([{ position: 1, json }])
  await history.close()
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  for (const [name] of addedColumns) await connection.run(`alter table event drop ${name}`)
  connection.closeSync()
  instance.closeSync()

  const again = await DuckDbHistory.open(file, clock)
  await again.accept([{ position: 2, json: json.replace('"e1"', '"e2"') }])
  const denied = { field: 'errorCode', test: 'equals', isNegated: false, values: ['AccessDenied'] }
  const { events } = await again.events.search(
    { accountId: '111122223333', filters: [denied as SearchFilter], words: [] },
    { limit: 5 },
    2,
  )
  expect(events.map(({ eventId, errorCode }) => [eventId, errorCode])).toEqual([
    ['e2', 'AccessDenied'],
    ['e1', 'AccessDenied'],
  ])
  await again.close()
})
