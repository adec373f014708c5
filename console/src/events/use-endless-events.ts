import { useCallback, useState } from 'react'
import { useSearch } from '../api/connection.ts'
import type { FoundEvent, SearchQuery } from '../api/waymark-search.ts'
import { useLoaded } from '../app/use-loaded.ts'

/** A screenful, so that it comes soon; whoever reads on gets more at once, in fewer calls. */
const FIRST_EVENTS = 50
const FURTHER_EVENTS = 500

export interface EndlessEvents {
  /** As far as they were read, newest first. */
  readonly events: readonly FoundEvent[]
  readonly isLoading: boolean
  readonly error: unknown
  readonly hasMore: boolean
  /** The position up to which the first events were looked for. */
  readonly newestPosition: number | undefined
  /** Reads those that come next, unless they are on their way. */
  readonly readOn: () => void
  /** The same again, after an error. */
  readonly retry: () => void
}

interface Kept {
  readonly query: SearchQuery
  readonly events: readonly FoundEvent[]
  readonly newestPosition: number
  readonly nextToken: string | undefined
  /** Of the page that is shown last, or on its way; the first has none. */
  readonly token: string | undefined
}

/** Events of a question, more and more of them. Another query starts anew. */
export function useEndlessEvents(query: SearchQuery): EndlessEvents {
  const search = useSearch()
  const [all, setKept] = useState<Kept>()
  const kept = all?.query === query ? all : undefined
  const token = kept?.token
  const { error, isLoading, reload } = useLoaded(
    async (signal) => {
      const paging =
        token === undefined
          ? { maxResults: FIRST_EVENTS }
          : { maxResults: FURTHER_EVENTS, nextToken: token }
      const { events, nextToken, newestPosition } = await search.events(query, paging, signal)
      if (signal.aborted) return
      setKept((before) =>
        token === undefined || !before
          ? { query, events, newestPosition, nextToken, token }
          : { ...before, events: [...before.events, ...events], nextToken },
      )
    },
    [search, query, token],
  )
  const readOn = useCallback(
    () =>
      setKept((before) =>
        before?.nextToken === undefined ? before : { ...before, token: before.nextToken },
      ),
    [],
  )
  return {
    events: kept?.events ?? none,
    isLoading,
    error,
    hasMore: kept?.nextToken !== undefined,
    newestPosition: kept?.newestPosition,
    readOn,
    retry: reload,
  }
}

const none: readonly FoundEvent[] = []
