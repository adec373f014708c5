import { openPageToken, pageToken } from '../../base/page-token.ts'
import { invalidParameter } from './errors.ts'

const PAGE_ITEMS_MAX = 100

/**
 * A page of what is listed, in the order in which it was made.
 *
 * @param question whatever tells one list from another
 */
export function pageOf<Item extends { readonly arn: string }>(
  items: readonly Item[],
  question: readonly string[],
  token: string | undefined,
): { readonly page: readonly Item[]; readonly NextToken?: string } {
  const start = token === undefined ? 0 : startOf(items, question, token)
  const page = items.slice(start, start + PAGE_ITEMS_MAX)
  const last = page.at(-1)
  return last && start + page.length < items.length
    ? { page, NextToken: pageToken(question, last.arn) }
    : { page }
}

/** Behind the last item of the page before. Where that is gone by now, from the start: better twice than never. */
function startOf(
  items: readonly { readonly arn: string }[],
  question: readonly string[],
  token: string,
): number {
  const place = openPageToken(question, token)
  if (typeof place !== 'string') throw invalidParameter('NextToken')
  return items.findIndex(({ arn }) => arn === place) + 1
}
