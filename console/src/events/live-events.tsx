import Button from '@cloudscape-design/components/button'
import LiveRegion from '@cloudscape-design/components/live-region'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { FoundEvent, SearchQuery } from '../api/waymark-search.ts'
import { useArrivals } from './use-arrivals.ts'
import type { EndlessEvents } from './use-endless-events.ts'

interface Props {
  readonly pages: EndlessEvents
  readonly query: SearchQuery
  readonly children: (events: readonly FoundEvent[]) => ReactNode
}

/** So far from the top somebody is reading, and nothing may move under them. */
const READING_FROM_PX = 240

/**
 * New events join the others while their top is in sight. Whoever has scrolled keeps their place, and is told how many wait.
 */
export function LiveEvents({ pages, query, children }: Props) {
  const [first, setFirst] = useState<{ readonly query: SearchQuery; readonly position: number }>()
  const { events: read, newestPosition } = pages
  if (newestPosition !== undefined && first?.query !== query)
    setFirst({ query, position: newestPosition })
  const arrivals = useArrivals(query, first?.query === query ? first.position : undefined)
  const [taken, setTaken] = useState(0)
  const shownCount = Math.min(taken, arrivals.length)
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- where the page is scrolled to is known to the browser alone
    if (scrollY < READING_FROM_PX) setTaken(arrivals.length)
  }, [arrivals])
  const events = useMemo(() => {
    const shown = arrivals.slice(arrivals.length - shownCount)
    const known = new Set(shown.map(({ eventId }) => eventId))
    return [...shown, ...read.filter(({ eventId }) => !known.has(eventId))]
  }, [arrivals, shownCount, read])
  const waiting = arrivals.length - shownCount
  const takeAll = () => {
    setTaken(arrivals.length)
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
      {children(events)}
    </>
  )
}
