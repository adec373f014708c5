import {
  type Page,
  pageInReading,
  pageInTextOrder,
  pageOf,
  type Paging,
  type ReadPaging,
  type TextPaging,
} from '../base/paging.ts'
import { type Scope, scopeKey } from '../fleet/scope.ts'
import type { ServiceError } from '../wire/service-error.ts'

/** What callers ask of a list, in the words of Greengrass and IoT. */
interface AskedPage {
  readonly maxResults?: number | undefined
  readonly nextToken?: string | undefined
}

/** In what services differ. */
interface PagingOfService {
  readonly sizeDefault: number
  /** For a token of another question. */
  readonly invalidToken: (message: string) => ServiceError
}

type Scoped<Cut> = Omit<Cut, 'size' | 'token'> & { readonly scope: Scope }

/** How a service cuts the lists of a scope: a token opens for the scope and the question that it was made for. */
export function scopedPaging({ sizeDefault, invalidToken }: PagingOfService) {
  const cutAs = <Cut extends { readonly question: readonly unknown[]; readonly scope: Scope }>(
    { maxResults = sizeDefault, nextToken: token }: AskedPage,
    paging: Cut,
  ) => {
    const question = [scopeKey(paging.scope), ...paging.question]
    return { ...paging, question, size: maxResults, token }
  }

  const found = <T>(page: Page<T> | undefined): Page<T> => {
    if (!page) throw invalidToken('The nextToken is not valid.')
    return page
  }

  return {
    /** One page of a list that stands in a fixed order. */
    pageOf: <T>(ordered: readonly T[], asked: AskedPage, paging: Scoped<Paging<T>>): Page<T> =>
      found(pageOf(ordered, cutAs(asked, paging))),

    /** The same of a list in the order of texts; the items may come in any order. */
    pageInTextOrder: <T>(
      items: readonly T[],
      asked: AskedPage,
      paging: Scoped<TextPaging<T>>,
    ): Page<T> => found(pageInTextOrder(items, cutAs(asked, paging))),

    /** The same of a list that is read in order, from behind any of its texts. */
    pageInReading: <T>(asked: AskedPage, paging: Scoped<ReadPaging<T>>): Page<T> =>
      found(pageInReading(cutAs(asked, paging))),
  }
}
