import type { Clock } from '../base/clock.ts'
import { foundEventOfRow, placeOf, type Row } from './event-row.ts'
import type { EventSearch } from './event-search.ts'
import {
  countStatement,
  extentStatement,
  findStatement,
  searchStatement,
  type Statement,
  valuesStatement,
} from './search-sql.ts'

/**
 * The rows of a statement. Rejects when the history has not reached that position. Pages of everything are read another way
 * than those of which most rows are passed over.
 */
export type RowsOf = (
  statement: Statement,
  asOf: number,
  isOfEverything: boolean,
) => Promise<readonly unknown[][]>

export function duckDbSearch(rowsOf: RowsOf, clock: Clock): EventSearch {
  return {
    async search(query, page, asOf) {
      const isOfEverything = query.filters.length === 0 && query.words.length === 0
      const rows = await rowsOf(searchStatement(query, page, clock.now()), asOf, isOfEverything)
      const shown = rows.slice(0, page.limit) as unknown as Row[]
      const last = rows.length > shown.length ? shown.at(-1) : undefined
      return {
        events: shown.map(foundEventOfRow),
        ...(last ? { next: placeOf(last) } : {}),
      }
    },
    async count(query, spanMs, asOf) {
      const rows = await rowsOf(countStatement(query, spanMs, clock.now()), asOf, false)
      return rows.map((row) => {
        const [startMs = 0, total = 0, errors = 0, denied = 0] = row.map(Number)
        return { startMs, total, errors, denied }
      })
    },
    async extent(query, asOf) {
      const [row] = await rowsOf(extentStatement(query, clock.now()), asOf, false)
      const [firstMs, lastMs] = row ?? []
      if (typeof firstMs !== 'bigint' || typeof lastMs !== 'bigint') return undefined
      return { firstMs: Number(firstMs), lastMs: Number(lastMs) }
    },
    async values(query, asked, asOf) {
      const rows = await rowsOf(valuesStatement(query, asked, clock.now()), asOf, false)
      return rows.map(([value, count]) => ({ value: value as string, count: Number(count) }))
    },
    async find(accountId, eventId, asOf) {
      const [row] = await rowsOf(findStatement(accountId, eventId, clock.now()), asOf, false)
      return row && foundEventOfRow(row as unknown as Row)
    },
  }
}
