import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import type { FoundEvent, SearchField } from '../api/waymark-search.ts'
import { linkTo } from '../app/location.ts'
import { entityLink } from './entity.ts'
import { fieldLabels, valuesOf } from './event-fields.ts'
import { timeText } from './event-time.ts'
import { FilterableValue, type OnFilter } from './filterable-value.tsx'

/** Columns in the order people know; the first seven are shown unless chosen otherwise. */
const columns: readonly (SearchField | 'eventTime')[] = [
  'eventName',
  'eventTime',
  'errorCode',
  'username',
  'eventSource',
  'resourceType',
  'resourceName',
  'sourceIPAddress',
  'awsRegion',
  'accessKeyId',
  'readOnly',
  'principalArn',
  'requestId',
  'eventType',
  'userAgent',
  'eventId',
]

export const defaultColumns: readonly string[] = columns.slice(0, 7)

export const columnOptions = columns.map((id) => ({
  id,
  label: labelOf(id),
  ...(id === 'eventName' ? { alwaysVisible: true } : {}),
}))

export function eventColumns(
  zone: 'utc' | 'local',
  onFilter: OnFilter,
): TableProps.ColumnDefinition<FoundEvent>[] {
  return columns.map((id) => ({
    id,
    header: labelOf(id),
    cell: (event) =>
      id === 'eventTime'
        ? timeText(event.eventTime, zone)
        : valuesOf(event, id).map((value) => (
            <div key={value}>
              <Value event={event} field={id} value={value} onFilter={onFilter} />
            </div>
          )),
    minWidth: id === 'eventTime' ? 190 : 130,
    ...(id === 'eventName' ? { isRowHeader: true } : {}),
  }))
}

interface ValueProps {
  readonly event: FoundEvent
  readonly field: SearchField
  readonly value: string
  readonly onFilter: OnFilter
}

function Value({ event, field, value, onFilter }: ValueProps) {
  const href = field === 'eventName' ? linkTo(['events', event.eventId]) : entityLink(field, value)
  const shown = <FilterableValue field={field} value={value} href={href} onFilter={onFilter} />
  return field === 'errorCode' ? <StatusIndicator type="error">{shown}</StatusIndicator> : shown
}

function labelOf(id: SearchField | 'eventTime'): string {
  return id === 'eventTime' ? 'Event time' : fieldLabels[id]
}
