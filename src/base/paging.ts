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

/** A list in the order of texts that its items have, each of its own. */
export interface TextPaging<T> extends Pick<Paging<T>, 'question' | 'size' | 'token'> {
  readonly textOf: (item: T) => string
}

/** A list that is read in the order of its items' texts, from behind any of them. */
export interface ReadPaging<T> extends TextPaging<T> {
  readonly readBehind: (place: string | undefined) => Iterable<T>
  /** Of what is read, what is listed; all without it. */
  readonly isListed?: (item: T) => boolean
}

/**
 * One page of a list that can be read from any place: nothing is looked at before the page, and nothing behind the first item
 * of the next. Undefined when the token is none of this question's.
 */
export function pageInReading<T>(paging: ReadPaging<T>): Page<T> | undefined {
  const { question, size, token, textOf, readBehind, isListed } = paging
  const place = token === undefined ? undefined : openPageToken(question, token)
  if (token !== undefined && typeof place !== 'string') return undefined
  const items: T[] = []
  for (const item of readBehind(place as string | undefined)) {
    if (isListed?.(item) === false) continue
    const last = items.at(-1)
    if (items.length === size && last !== undefined)
      return { items, nextToken: pageToken(question, textOf(last)) }
    items.push(item)
  }
  return { items, nextToken: undefined }
}

/**
 * One page of a list in the order of its items' texts. The items come in any order: to find a page among many thousands, they
 * are looked through, not sorted. Undefined when the token is none of this question's.
 */
export function pageInTextOrder<T>(
  items: readonly T[],
  { question, size, token, textOf }: TextPaging<T>,
): Page<T> | undefined {
  const place = token === undefined ? undefined : openPageToken(question, token)
  if (token !== undefined && typeof place !== 'string') return undefined
  const first: { readonly text: string; readonly item: T }[] = []
  for (const item of items) {
    const text = textOf(item)
    const isBehind = typeof place !== 'string' || text > place
    const last = first.length > size ? first.at(-1) : undefined
    if (!isBehind || (last && text >= last.text)) continue
    first.splice(placeAmong(first, text), 0, { text, item })
    if (first.length > size + 1) first.pop()
  }
  const shown = first.slice(0, size)
  const end = first.length > size ? shown.at(-1) : undefined
  return {
    items: shown.map(({ item }) => item),
    nextToken: end && pageToken(question, end.text),
  }
}

function placeAmong(sorted: readonly { readonly text: string }[], text: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.text ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
