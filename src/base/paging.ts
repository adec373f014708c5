import { openPageToken, pageToken } from './page-token.ts'

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextToken: string | undefined
}

/** How a list is cut into pages. */
export interface Paging<T> {
  /** Everything the list depends on; a token opens for no other. */
  readonly question: readonly unknown[]
  readonly size: number
  readonly token: string | undefined
  /** Where an item stands in the list. */
  readonly placeOf: (item: T) => string
  /** Whether an item stands behind a place, be the item of that place still there or not. */
  readonly isBehind: (item: T, place: string) => boolean
}

/**
 * One page of a list that stands in a fixed order. The next goes on behind the last item, whatever came or went since.
 * Undefined when the token is none of this question's.
 */
export function pageOf<T>(ordered: readonly T[], paging: Paging<T>): Page<T> | undefined {
  const { question, size, token, placeOf, isBehind } = paging
  const place = token === undefined ? undefined : openPageToken(question, token)
  if (token !== undefined && typeof place !== 'string') return undefined
  const behind = typeof place === 'string' ? ordered.findIndex((item) => isBehind(item, place)) : 0
  const start = behind < 0 ? ordered.length : behind
  const last = ordered[start + size - 1]
  return {
    items: ordered.slice(start, start + size),
    nextToken:
      start + size < ordered.length && last !== undefined
        ? pageToken(question, placeOf(last))
        : undefined,
  }
}

/** For lists in the order of their items' own texts. */
export function inTextOrder<T>(
  textOf: (item: T) => string,
): Pick<Paging<T>, 'placeOf' | 'isBehind'> {
  return { placeOf: textOf, isBehind: (item, place) => textOf(item) > place }
}
