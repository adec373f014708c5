import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { memo, type ReactNode, useMemo, useRef } from 'react'
import type { FoundEvent } from '../api/waymark-search.ts'
import { useSettings } from '../app/settings.ts'
import { useGridKeys } from '../parts/use-grid-keys.ts'
import { EventCell, type EventColumn, shownColumns } from './event-columns.tsx'
import type { OnFilter } from './filterable-value.tsx'

/** Of the column that selects. */
const SELECT_PX = 44

export interface EventGridProps {
  readonly label: string
  readonly events: readonly FoundEvent[]
  readonly isLoading: boolean
  readonly onFilter: OnFilter
  readonly selected?: readonly FoundEvent[]
  readonly onSelect?: (event: FoundEvent, isSelected: boolean) => void
  /** Where the events stand among more of them, which are not drawn, and the room that those take. */
  readonly place?: EventPlace
}

export interface EventPlace {
  readonly first: number
  readonly total: number
  readonly abovePx: number
  readonly belowPx: number
}

/**
 * Events as a grid. The design system's table draws all its rows again whenever one is added, which is felt with hundreds of
 * them; here each row is drawn once.
 */
export function EventGrid({ events, isLoading, ...rest }: EventGridProps) {
  if (events.length > 0) return <Grid events={events} {...rest} />
  return (
    <Box textAlign="center" color="inherit" padding="l">
      {isLoading ? <StatusIndicator type="loading">Loading events</StatusIndicator> : <NoEvents />}
    </Box>
  )
}

function Grid(props: Omit<EventGridProps, 'isLoading'>) {
  const { label, events, onFilter, selected, onSelect, place } = props
  const { timeZone, eventColumns, wrapsLines } = useSettings().preferences
  const columns = useMemo(() => shownColumns(eventColumns), [eventColumns])
  const grid = useRef<HTMLTableElement>(null)
  useGridKeys(grid)
  const chosen = new Set(selected?.map(({ eventId }) => eventId))
  const widths = [...(onSelect ? [SELECT_PX] : []), ...columns.map(({ widthPx }) => widthPx)]
  const first = place?.first ?? 0
  return (
    <div className="event-grid">
      <table
        ref={grid}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- arrows lead through it
        role="grid"
        aria-label={label}
        aria-rowcount={(place?.total ?? events.length) + 1}
        aria-colcount={widths.length}
        tabIndex={-1}
        className={wrapsLines ? 'wraps' : undefined}
        style={{ minInlineSize: widths.reduce((sum, width) => sum + width, 0) }}
      >
        <colgroup>
          {widths.map((width, i) => (
            <col key={i} style={{ inlineSize: width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {onSelect ? (
              <th scope="col">
                <span className="only-spoken">Compare</span>
              </th>
            ) : undefined}
            {columns.map(({ id, label: title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {place ? <Room heightPx={place.abovePx} /> : undefined}
        <tbody>
          {events.map((event, i) => (
            <EventRow
              key={event.eventId}
              event={event}
              rowIndex={first + i + 2}
              columns={columns}
              zone={timeZone}
              onFilter={onFilter}
              isSelected={chosen.has(event.eventId)}
              onSelect={onSelect}
            />
          ))}
        </tbody>
        {place ? <Room heightPx={place.belowPx} /> : undefined}
      </table>
    </div>
  )
}

/** Of rows that are not drawn. */
function Room({ heightPx }: { readonly heightPx: number }) {
  return (
    <tbody aria-hidden="true">
      <tr style={{ blockSize: heightPx }} />
    </tbody>
  )
}

interface RowProps {
  readonly event: FoundEvent
  readonly rowIndex: number
  readonly columns: readonly EventColumn[]
  readonly zone: 'utc' | 'local'
  readonly onFilter: OnFilter
  readonly isSelected: boolean
  readonly onSelect: EventGridProps['onSelect']
}

const EventRow = memo(function EventRow({ event, rowIndex, columns, onSelect, ...rest }: RowProps) {
  const { zone, onFilter, isSelected } = rest
  const { eventName, eventId } = event
  const cell = ({ id }: EventColumn): ReactNode => (
    <EventCell event={event} id={id} zone={zone} onFilter={onFilter} />
  )
  return (
    <tr aria-rowindex={rowIndex} aria-selected={onSelect ? isSelected : undefined}>
      {onSelect ? (
        <td>
          <input
            type="checkbox"
            aria-label={`Select ${eventName} ${eventId}`}
            checked={isSelected}
            onChange={({ target }) => onSelect(event, target.checked)}
          />
        </td>
      ) : undefined}
      {columns.map((column) =>
        column.id === 'eventName' ? (
          <th key={column.id} scope="row">
            {cell(column)}
          </th>
        ) : (
          <td key={column.id}>{cell(column)}</td>
        ),
      )}
    </tr>
  )
})

function NoEvents() {
  return (
    <>
      <b>No events</b>
      <Box variant="p" color="inherit">
        Nothing that happened matches the filters and the time range.
      </Box>
    </>
  )
}
