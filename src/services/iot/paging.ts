import {
  type Page,
  pageInReading as cutInReading,
  pageInTextOrder as cutInTextOrder,
  pageOf as cut,
  type Paging,
  type ReadPaging,
  type TextPaging,
} from '../../base/paging.ts'
import { type Scope, scopeKey } from '../../fleet/scope.ts'
import { invalidRequest } from './errors.ts'

const PAGE_DEFAULT = 25

interface Asked {
  readonly maxResults?: number | undefined
  readonly nextToken?: string | undefined
}

/** One page of a list. Throws InvalidRequestException for a token of another question. */
export function pageOf<T>(
  ordered: readonly T[],
  { maxResults = PAGE_DEFAULT, nextToken: token }: Asked,
  paging: Omit<Paging<T>, 'size' | 'token'> & { readonly scope: Scope },
): Page<T> {
  const question = [scopeKey(paging.scope), ...paging.question]
  const page = cut(ordered, { ...paging, question, size: maxResults, token })
  if (!page) throw invalidRequest('The nextToken is not valid.')
  return page
}

/** The same of a list in the order of texts; the items may come in any order. */
export function pageInTextOrder<T>(
  items: readonly T[],
  { maxResults = PAGE_DEFAULT, nextToken: token }: Asked,
  paging: Omit<TextPaging<T>, 'size' | 'token'> & { readonly scope: Scope },
): Page<T> {
  const question = [scopeKey(paging.scope), ...paging.question]
  const page = cutInTextOrder(items, { ...paging, question, size: maxResults, token })
  if (!page) throw invalidRequest('The nextToken is not valid.')
  return page
}

/** The same of a list that is read in order, from behind any of its texts. */
export function pageInReading<T>(
  { maxResults = PAGE_DEFAULT, nextToken: token }: Asked,
  paging: Omit<ReadPaging<T>, 'size' | 'token'> & { readonly scope: Scope },
): Page<T> {
  const question = [scopeKey(paging.scope), ...paging.question]
  const page = cutInReading({ ...paging, question, size: maxResults, token })
  if (!page) throw invalidRequest('The nextToken is not valid.')
  return page
}
