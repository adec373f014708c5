import SpaceBetween from '@cloudscape-design/components/space-between'
import { useCallback, useMemo, useState } from 'react'
import { useSearch } from '../api/connection.ts'
import type { FoundEvent } from '../api/waymark-search.ts'
import { navigate } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { EndlessEventGrid } from './endless-events.tsx'
import { EventHeader } from './event-header.tsx'
import { EventHistogram } from './event-histogram.tsx'
import { type EventView, linkToView, searchOf, viewOf } from './event-view.ts'
import type { OnFilter } from './filterable-value.tsx'
import { LiveEvents } from './live-events.tsx'
import { useEndlessEvents } from './use-endless-events.ts'
import { ViewControls } from './view-controls.tsx'

const COMPARED_MAX = 5

export function EventHistoryPage({ query: address }: PageProps) {
  const search = useSearch()
  const key = address.toString()
  // The address says all; two that read the same are the same view.
  const view = useMemo(() => viewOf(new URLSearchParams(key)), [key])
  const [openedAt, setOpenedAt] = useState(Date.now)
  const query = useMemo(() => searchOf(view, openedAt), [view, openedAt])
  const pages = useEndlessEvents(query)
  const counts = useLoaded((signal) => search.counts(query, undefined, signal), [search, query])
  const [selected, setSelected] = useState<readonly FoundEvent[]>([])
  const show = useCallback(
    (changes: Partial<EventView>) => {
      setSelected([])
      navigate(linkToView({ ...view, ...changes }))
    },
    [view],
  )
  const filter: OnFilter = useCallback(
    (field, operator, value) =>
      show({ conditions: [...view.conditions, { field, operator, value }] }),
    [show, view],
  )
  const select = useCallback((event: FoundEvent, isSelected: boolean) => {
    setSelected((before) => {
      const others = before.filter(({ eventId }) => eventId !== event.eventId)
      return isSelected ? [...others, event].slice(-COMPARED_MAX) : others
    })
  }, [])
  const total = counts.value?.total
  return (
    <SpaceBetween size="m">
      <EventHeader
        query={query}
        total={total}
        selected={selected}
        onRefresh={() => setOpenedAt(Date.now())}
      />
      <ViewControls view={view} query={query} total={total} onShow={show} />
      <TroubleAlert error={pages.error ?? counts.error} onRetry={() => setOpenedAt(Date.now())} />
      {counts.value ? (
        <EventHistogram
          counts={counts.value}
          startTime={query.startTime}
          endTime={query.endTime ?? (view.range ? Math.ceil(openedAt / 1000) : undefined)}
          onBrush={(from, to) => show({ range: { kind: 'between', from, to } })}
        />
      ) : undefined}
      <LiveEvents key={`${key} ${openedAt}`} pages={pages} query={query}>
        {(events) => (
          <EndlessEventGrid
            label="Events"
            events={events}
            pages={pages}
            total={total}
            onFilter={filter}
            selected={selected}
            onSelect={select}
          />
        )}
      </LiveEvents>
    </SpaceBetween>
  )
}
