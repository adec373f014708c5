import { useState } from 'react'
import { useSearch } from '../api/connection.ts'
import type { FoundEvent, SearchQuery } from '../api/waymark-search.ts'
import { useLoaded } from '../app/use-loaded.ts'

export interface EventPages {
  readonly events: readonly FoundEvent[]
  readonly isLoading: boolean
  readonly error: unknown
  readonly pageIndex: number
  readonly pagesKnown: number
  readonly hasMore: boolean
  /** The position up to which the first page looked. */
  readonly newestPosition: number | undefined
  readonly open: (pageIndex: number) => void
  readonly reload: () => void
}

interface Place {
  readonly query: SearchQuery
  readonly pageIndex: number
  /** Of each page that was reached; the first needs none. */
  readonly tokens: readonly (string | undefined)[]
}

/** Events page by page, as far as there are any. Another query starts at its first page. */
export function useEventPages(query: SearchQuery, pageSize: number): EventPages {
  const search = useSearch()
  const start: Place = { query, pageIndex: 1, tokens: [undefined] }
  const [kept, setPlace] = useState(start)
  const place = kept.query === query ? kept : start
  const { pageIndex } = place
  const token = place.tokens[pageIndex - 1]
  const { value, error, isLoading, reload } = useLoaded(
    async (signal) => {
      const paging = { maxResults: pageSize, ...(token === undefined ? {} : { nextToken: token }) }
      return { query, token, page: await search.events(query, paging, signal) }
    },
    [search, query, pageSize, token],
  )
  // What belongs to another query must not be shown under this one.
  const page = value?.query === query ? value.page : undefined
  const nextToken = value?.token === token ? page?.nextToken : undefined
  return {
    events: page?.events ?? [],
    isLoading,
    error,
    pageIndex,
    pagesKnown: Math.max(place.tokens.length, pageIndex + (nextToken === undefined ? 0 : 1)),
    hasMore: nextToken !== undefined && pageIndex >= place.tokens.length,
    newestPosition: page?.newestPosition,
    open(wanted) {
      const known = place.tokens.slice(0, Math.max(place.tokens.length, pageIndex))
      const tokens =
        nextToken !== undefined && known.length === pageIndex ? [...known, nextToken] : known
      setPlace({ query, pageIndex: Math.min(wanted, tokens.length), tokens })
    },
    reload,
  }
}
