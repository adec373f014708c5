import Box from '@cloudscape-design/components/box'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { type ReactNode, useMemo } from 'react'
import type { FoundEvent } from '../api/waymark-search.ts'
import { useSettings } from '../app/settings.ts'
import { defaultColumns, eventColumns } from './event-columns.tsx'
import type { OnFilter } from './filterable-value.tsx'

interface Props {
  readonly events: readonly FoundEvent[]
  readonly isLoading: boolean
  readonly label: string
  readonly onFilter: OnFilter
  readonly header?: ReactNode
  readonly filter?: ReactNode
  readonly pagination?: ReactNode
  readonly preferences?: ReactNode
  readonly variant?: TableProps.Variant
  readonly selected?: readonly FoundEvent[]
  readonly onSelect?: (events: readonly FoundEvent[]) => void
}

export function EventTable({
  events,
  isLoading,
  label,
  onFilter,
  selected,
  onSelect,
  ...rest
}: Props) {
  const { preferences } = useSettings()
  const { timeZone, eventColumns: chosen, wrapsLines } = preferences
  const definitions = useMemo(() => eventColumns(timeZone, onFilter), [timeZone, onFilter])
  const visible = chosen.length === 0 ? defaultColumns : chosen
  return (
    <Table
      {...rest}
      items={events}
      loading={isLoading && events.length === 0}
      loadingText="Loading events"
      trackBy="eventId"
      columnDefinitions={definitions}
      columnDisplay={definitions.map(({ id = '' }) => ({ id, visible: visible.includes(id) }))}
      {...(onSelect ? { selectionType: 'multi' as const, selectedItems: selected ?? [] } : {})}
      onSelectionChange={({ detail }) => onSelect?.(detail.selectedItems)}
      ariaLabels={{
        tableLabel: label,
        selectionGroupLabel: 'Events to compare',
        allItemsSelectionLabel: () => 'Select all events of this page',
        itemSelectionLabel: (_, { eventName, eventId }) => `Select ${eventName} ${eventId}`,
      }}
      enableKeyboardNavigation
      wrapLines={wrapsLines}
      empty={
        <Box textAlign="center" color="inherit" padding="l">
          <b>No events</b>
          <Box variant="p" color="inherit">
            Nothing that happened matches the filters and the time range.
          </Box>
        </Box>
      }
    />
  )
}
