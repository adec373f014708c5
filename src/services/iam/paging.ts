import { openPageToken, pageToken } from '../../base/page-token.ts'
import type { Call } from '../operation.ts'
import { validationError } from './errors.ts'

const PAGE_DEFAULT = 100

export interface Paging {
  readonly Marker?: string | undefined
  readonly MaxItems?: number | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  /** What every paged answer says beside its items. */
  readonly rest: { readonly IsTruncated: boolean; readonly Marker?: string }
}

/**
 * One page of `items` in the order of their keys. A page goes on behind the key that the last one ended with, so that what
 * comes and goes in between neither repeats nor hides anything else.
 */
export function pageOf<T, Input extends Paging>(
  items: readonly T[],
  keyOf: (item: T) => string | number,
  input: Input,
  call: Call,
): Page<T> {
  const { Marker: marker, MaxItems: size = PAGE_DEFAULT, ...asked } = input
  const question = [call.accountId, asked]
  const after = marker === undefined ? undefined : placeIn(question, marker)
  const left = items
    .filter((item) => after === undefined || keyOf(item) > after)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const page = left.slice(0, size)
  const last = page.at(-1)
  if (last === undefined || page.length === left.length)
    return { items: page, rest: { IsTruncated: false } }
  return { items: page, rest: { IsTruncated: true, Marker: pageToken(question, keyOf(last)) } }
}

function placeIn(question: readonly unknown[], marker: string): string | number {
  const place = openPageToken(question, marker)
  if (typeof place !== 'string' && typeof place !== 'number')
    throw validationError('The marker is not valid.')
  return place
}
