import type { FoundEvent, SearchField } from '../api/waymark-search.ts'
import { linkTo } from '../app/location.ts'
import { entityLink } from './entity.ts'
import { fieldLabels, valuesOf } from './event-fields.ts'
import { timeText } from './event-time.ts'
import { FilterableValue, type OnFilter } from './filterable-value.tsx'

type ColumnId = SearchField | 'eventTime'

/** In the order people know, with their widths in pixels; the first seven are shown unless chosen otherwise. */
const widths = {
  eventName: 200,
  eventTime: 190,
  errorCode: 170,
  username: 160,
  eventSource: 240,
  resourceType: 220,
  resourceName: 240,
  sourceIPAddress: 160,
  awsRegion: 130,
  accessKeyId: 220,
  readOnly: 110,
  principalArn: 320,
  requestId: 300,
  eventType: 150,
  userAgent: 320,
  eventId: 300,
} as const satisfies Record<ColumnId, number>

export interface EventColumn {
  readonly id: ColumnId
  readonly label: string
  readonly widthPx: number
}

const columns = (Object.keys(widths) as ColumnId[]).map((id): EventColumn => {
  const label = id === 'eventTime' ? 'Event time' : fieldLabels[id]
  return { id, label, widthPx: widths[id] }
})

export const defaultColumns: readonly string[] = columns.slice(0, 7).map(({ id }) => id)

export const columnOptions = columns.map(({ id, label }) => ({
  id,
  label,
  ...(id === 'eventName' ? { alwaysVisible: true } : {}),
}))

/** Those that somebody chose, or the usual ones. */
export function shownColumns(chosen: readonly string[]): readonly EventColumn[] {
  const ids = chosen.length === 0 ? defaultColumns : chosen
  return columns.filter(({ id }) => id === 'eventName' || ids.includes(id))
}

interface CellProps {
  readonly event: FoundEvent
  readonly id: ColumnId
  readonly zone: 'utc' | 'local'
  readonly onFilter: OnFilter
}

/** What stands in a cell. */
export function EventCell({ event, id, zone, onFilter }: CellProps) {
  if (id === 'eventTime') return timeText(event.eventTime, zone)
  return valuesOf(event, id).map((value) => {
    const href = id === 'eventName' ? linkTo(['events', event.eventId]) : entityLink(id, value)
    return (
      <div key={value} className={id === 'errorCode' ? 'error-code' : undefined}>
        <FilterableValue field={id} value={value} href={href} onFilter={onFilter} />
      </div>
    )
  })
}
