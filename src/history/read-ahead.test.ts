import { expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import { MemoryHistory } from '../../test/support/memory-history.ts'
import type { HistoryPlace, LookupQuery } from './event-history.ts'
import { ReadAhead } from './read-ahead.ts'

const nowMs = Date.parse('2026-07-21T00:00:00Z')
const here = { accountId: '111122223333', region: 'us-west-2' }

/** A history of `count` events, and a count of the times it is asked. */
async function opened(count: number) {
  const engine = new MemoryHistory({ now: () => nowMs })
  let lookups = 0
  const pages = new ReadAhead({
    lookup(query, asOf) {
      lookups++
      return engine.lookup(query, asOf)
    },
  })
  const add = async (more: number) => {
    const after = await engine.cursor()
    await engine.accept(
      Array.from({ length: more }, (_, i) => {
        const eventID = String(after + i + 1)
        return { position: after + i + 1, json: JSON.stringify(auditEvent({ eventID })) }
      }),
    )
  }
  await add(count)
  return { engine, pages, add, lookups: () => lookups }
}

async function allOf(pages: ReadAhead, query: LookupQuery): Promise<string[]> {
  const ids: string[] = []
  let before: HistoryPlace | undefined
  do {
    const page = await pages.lookup(before ? { ...query, before } : query, 0)
    ids.push(...page.events.map(({ eventId }) => eventId))
    before = page.next
  } while (before)
  return ids
}

const newestFirst = (count: number) => Array.from({ length: count }, (_, i) => String(count - i))

test.each([0, 1, 50, 51, 100, 1050, 1051, 2600])('pages through %i events', async (count) => {
  const { pages } = await opened(count)
  expect(await allOf(pages, { ...here, limit: 50 })).toEqual(newestFirst(count))
})

test('asks the history once for many pages', async () => {
  const { pages, lookups } = await opened(2_000)
  await allOf(pages, { ...here, limit: 50 })
  expect(lookups()).toBe(3)
})

test('a first page is never an old one', async () => {
  const { engine, pages, add } = await opened(100)
  await allOf(pages, { ...here, limit: 50 })
  await add(1)
  const { events } = await pages.lookup({ ...here, limit: 1 }, await engine.cursor())
  expect(events[0]?.eventId).toBe('101')
})

test('callers who page side by side each find their own, however many they are', async () => {
  const { pages } = await opened(300)
  const readers = Array.from({ length: 40 }, (_, i) =>
    allOf(pages, { ...here, limit: 7, fromMs: i }),
  )
  for (const ids of await Promise.all(readers)) expect(ids).toEqual(newestFirst(300))
})

test('what is read for one account is no other one’s', async () => {
  const { pages } = await opened(300)
  const query = { ...here, limit: 50 }
  const { next } = await pages.lookup(query, 0)
  if (!next) throw new Error('there is a second page')
  await pages.lookup({ ...query, before: next }, 0)
  const other = await pages.lookup({ ...query, accountId: '999988887777', before: next }, 0)
  expect(other.events).toEqual([])
})
