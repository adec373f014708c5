import { useEffect, useState } from 'react'
import { useSearch } from '../api/connection.ts'
import type { FoundEvent, SearchQuery } from '../api/waymark-search.ts'

const WAIT_SECONDS = 20
const ARRIVALS_MAX = 500
const PAUSE_AFTER_ERROR_MS = 5_000

interface Arrivals {
  readonly of: SearchQuery
  readonly events: readonly FoundEvent[]
}

/** Events that come after a position, newest first, as they come: the server answers when there is something to tell. */
export function useArrivals(query: SearchQuery, after: number | undefined): readonly FoundEvent[] {
  const search = useSearch()
  const [arrivals, setArrivals] = useState<Arrivals>()
  useEffect(() => {
    if (after === undefined || query.endTime !== undefined) return undefined
    const abort = new AbortController()
    const follow = async () => {
      let position = after
      while (!abort.signal.aborted) {
        try {
          const paging = { after: position, waitSeconds: WAIT_SECONDS, maxResults: 200 }
          const { events, newestPosition } = await search.events(query, paging, abort.signal)
          position = Math.max(position, newestPosition)
          if (events.length === 0) continue
          setArrivals((before) => {
            const kept = before?.of === query ? before.events : []
            return { of: query, events: [...events, ...kept].slice(0, ARRIVALS_MAX) }
          })
        } catch {
          // The page itself shows why nothing can be read; here it is enough to try again later.
          await pause(PAUSE_AFTER_ERROR_MS, abort.signal)
        }
      }
    }
    void follow()
    return () => abort.abort()
  }, [search, query, after])
  return arrivals?.of === query ? arrivals.events : []
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
