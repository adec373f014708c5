import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo, useState } from 'react'
import type { FoundEvent, SearchField } from '../api/waymark-search.ts'
import { entityLink } from './entity.ts'
import { valuesOf } from './event-fields.ts'
import { EventList } from './event-list.tsx'

const kinds: readonly { readonly field: SearchField; readonly text: string }[] = [
  { field: 'accessKeyId', text: 'Same key' },
  { field: 'principalArn', text: 'Same principal' },
  { field: 'sourceIPAddress', text: 'Same address' },
  { field: 'resourceName', text: 'Same resource' },
]

/** What else happened around it: an hour before and after. */
const AROUND_SECONDS = 3600

export function RelatedEvents({ event }: { readonly event: FoundEvent }) {
  const offered = kinds.filter(({ field }) => valuesOf(event, field).length > 0)
  const [chosen, setChosen] = useState<SearchField>(offered[0]?.field ?? 'sourceIPAddress')
  const query = useMemo(
    () => ({
      filters: [{ field: chosen, operator: 'equals' as const, values: valuesOf(event, chosen) }],
      startTime: event.eventTime - AROUND_SECONDS,
      endTime: event.eventTime + AROUND_SECONDS,
    }),
    [event, chosen],
  )
  const [first = ''] = valuesOf(event, chosen)
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        label="What they have in common"
        selectedId={chosen}
        options={offered.map(({ field, text }) => ({ id: field, text }))}
        onChange={({ detail }) => setChosen(detail.selectedId as SearchField)}
      />
      <EventList
        label="Related events, an hour before and after"
        query={query}
        allHref={entityLink(chosen, first)}
      />
    </SpaceBetween>
  )
}
