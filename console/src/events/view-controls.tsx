import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { SearchQuery } from '../api/waymark-search.ts'
import { useSettings } from '../app/settings.ts'
import { EventFilter } from './event-filter.tsx'
import type { Chip, EventView } from './event-view.ts'
import { TimeRangePicker } from './time-range-picker.tsx'

interface Props {
  readonly view: EventView
  readonly query: SearchQuery
  readonly total: number | undefined
  readonly onShow: (changes: Partial<EventView>) => void
}

const chipTexts: Readonly<Record<Chip, string>> = {
  writes: 'Writes',
  all: 'All',
  errors: 'Errors',
  denied: 'Denied',
}

export function ViewControls({ view, query, total, onShow }: Props) {
  const { preferences, change } = useSettings()
  const countText = total === undefined ? undefined : `${total.toLocaleString('en')} events`
  return (
    <SpaceBetween size="xs">
      <div className="view-controls">
        <SegmentedControl
          label="Which events"
          selectedId={view.chip}
          options={Object.entries(chipTexts).map(([id, text]) => ({ id, text }))}
          onChange={({ detail }) => onShow({ chip: detail.selectedId as Chip })}
        />
        <TimeRangePicker range={view.range} onChange={(range) => onShow({ range })} />
        <SegmentedControl
          label="Time zone"
          selectedId={preferences.timeZone}
          options={[
            { id: 'utc', text: 'UTC' },
            { id: 'local', text: 'Local' },
          ]}
          onChange={({ detail }) =>
            change({ timeZone: detail.selectedId === 'local' ? 'local' : 'utc' })
          }
        />
      </div>
      <EventFilter
        conditions={view.conditions}
        text={view.text}
        countText={countText}
        within={query}
        onChange={(conditions, text) => onShow({ conditions, text })}
      />
    </SpaceBetween>
  )
}
