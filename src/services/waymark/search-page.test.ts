import { expect, test } from 'vitest'
import { auditEvent } from '../../../test/support/events.ts'
import { MemoryHistory } from '../../../test/support/memory-history.ts'
import type { HistoryPlace } from '../../history/event-history.ts'
import { PAGE_EVENTS_MAX, searchPage } from './search-page.ts'

const clock = { now: () => Date.parse('2026-07-21T00:00:00Z') }
const everything = { accountId: '111122223333', filters: [], words: [] }

async function historyOf(count: number, charactersEach: number): Promise<MemoryHistory> {
  const history = new MemoryHistory(clock)
  const requestParameters = { text: 'x'.repeat(charactersEach) }
  const events = Array.from({ length: count }, (_, i) => ({
    position: i + 1,
    json: JSON.stringify(auditEvent({ eventID: `e${i + 1}`, requestParameters })),
  }))
  await history.accept(events)
  return history
}

/** The positions of every page, to the last. */
async function pagesOf({ events }: MemoryHistory, limit: number): Promise<number[][]> {
  const pages: number[][] = []
  for (let before: HistoryPlace | undefined; ;) {
    const page = await searchPage(events, everything, { limit, ...(before && { before }) }, 1)
    pages.push(page.events.map(({ position }) => position))
    if (!page.next) return pages
    before = page.next
  }
}

const downFrom = (count: number) => Array.from({ length: count }, (_, i) => count - i)

test('a page of thousands holds as many as were asked for, newest first', async () => {
  const pages = await pagesOf(await historyOf(4_100, 10), PAGE_EVENTS_MAX)
  expect(pages.map(({ length }) => length)).toEqual([2_000, 2_000, 100])
  expect(pages.flat()).toEqual(downFrom(4_100))
})

test('a page of large events ends before it is too large, and the next one goes on there', async () => {
  const pages = await pagesOf(await historyOf(50, 240_000), PAGE_EVENTS_MAX)
  expect(pages.map(({ length }) => length)).toEqual([16, 16, 16, 2])
  expect(pages.flat()).toEqual(downFrom(50))
})

test('an event that is too large by itself has a page of its own', async () => {
  const pages = await pagesOf(await historyOf(3, 5_000_000), PAGE_EVENTS_MAX)
  expect(pages).toEqual([[3], [2], [1]])
})
