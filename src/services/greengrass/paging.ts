import { openPageToken, pageToken } from '../../base/page-token.ts'
import { type Scope, scopeKey } from '../../fleet/scope.ts'
import { invalidField } from './errors.ts'

const PAGE_DEFAULT = 50

export interface Asked {
  readonly maxResults?: number | undefined
  readonly nextToken?: string | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextToken: string | undefined
}

/** How a list is cut into pages. */
export interface Paging<T> {
  readonly scope: Scope
  /** Everything the list depends on; a token opens for no other. */
  readonly question: readonly unknown[]
  /** Where an item stands in the list. */
  readonly placeOf: (item: T) => string
  /** Whether an item stands behind a place, be the item of that place still there or not. */
  readonly isBehind: (item: T, place: string) => boolean
}

/** One page of a list that stands in a fixed order. The next goes on behind the last item, whatever came or went since. */
export function pageOf<T>(sorted: readonly T[], asked: Asked, paging: Paging<T>): Page<T> {
  const question = [scopeKey(paging.scope), ...paging.question]
  const start = startOf(sorted, asked.nextToken, question, paging)
  const end = start + (asked.maxResults ?? PAGE_DEFAULT)
  const last = sorted[end - 1]
  return {
    items: sorted.slice(start, end),
    nextToken: end < sorted.length && last ? pageToken(question, paging.placeOf(last)) : undefined,
  }
}

function startOf<T>(
  sorted: readonly T[],
  token: string | undefined,
  question: readonly unknown[],
  { isBehind }: Paging<T>,
): number {
  if (token === undefined) return 0
  const place = openPageToken(question, token)
  if (typeof place !== 'string') throw invalidField('nextToken', 'The nextToken is not valid.')
  const next = sorted.findIndex((item) => isBehind(item, place))
  return next < 0 ? sorted.length : next
}
