import Button from '@cloudscape-design/components/button'
import LiveRegion from '@cloudscape-design/components/live-region'
import { type ReactNode, useEffect, useState } from 'react'
import type { FoundEvent, SearchQuery } from '../api/waymark-search.ts'
import { useArrivals } from './use-arrivals.ts'
import type { EventPages } from './use-event-pages.ts'

interface Props {
  readonly pages: EventPages
  readonly query: SearchQuery
  readonly children: (events: readonly FoundEvent[]) => ReactNode
}

/** So far from the top somebody is reading, and nothing may move under them. */
const READING_FROM_PX = 240

/**
 * New events join the first page while its top is in sight. Whoever has scrolled or turned the page keeps their place, and is
 * told how many wait.
 */
export function LiveEvents({ pages, query, children }: Props) {
  const [first, setFirst] = useState<{ readonly query: SearchQuery; readonly position: number }>()
  const { pageIndex, newestPosition, isLoading } = pages
  if (newestPosition !== undefined && !isLoading && pageIndex === 1 && first?.query !== query)
    setFirst({ query, position: newestPosition })
  const arrivals = useArrivals(query, first?.query === query ? first.position : undefined)
  const [taken, setTaken] = useState(0)
  const shownCount = Math.min(taken, arrivals.length)
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- where the page is scrolled to is known to the browser alone
    if (pageIndex === 1 && scrollY < READING_FROM_PX) setTaken(arrivals.length)
  }, [arrivals, pageIndex])
  const shown = arrivals.slice(arrivals.length - shownCount)
  const waiting = arrivals.length - shownCount
  const known = new Set(shown.map(({ eventId }) => eventId))
  const older = pages.events.filter(({ eventId }) => !known.has(eventId))
  const takeAll = () => {
    setTaken(arrivals.length)
    pages.open(1)
    scrollTo({ top: 0 })
  }
  return (
    <>
      {waiting > 0 ? (
        <div className="arrivals">
          <LiveRegion>
            <Button iconName="angle-up" onClick={takeAll}>
              {waiting === 1 ? '1 new event' : `${waiting} new events`}
            </Button>
          </LiveRegion>
        </div>
      ) : undefined}
      {children(pageIndex === 1 ? [...shown, ...older] : pages.events)}
    </>
  )
}
