import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useSettings } from '../app/settings.ts'
import { columnOptions, defaultColumns } from './event-columns.tsx'

const pageSizes = [25, 50, 100].map((value) => ({ value, label: `${value} events` }))

export function EventPreferences() {
  const { preferences, change } = useSettings()
  const { eventColumns, eventsPerPage, wrapsLines } = preferences
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{
        pageSize: eventsPerPage,
        wrapLines: wrapsLines,
        visibleContent: eventColumns.length === 0 ? defaultColumns : eventColumns,
      }}
      pageSizePreference={{ title: 'Page size', options: pageSizes }}
      wrapLinesPreference={{ label: 'Wrap lines', description: 'Show long values whole' }}
      visibleContentPreference={{
        title: 'Columns',
        options: [{ label: 'Columns of an event', options: columnOptions }],
      }}
      onConfirm={({ detail }) =>
        change({
          eventsPerPage: detail.pageSize ?? eventsPerPage,
          wrapsLines: detail.wrapLines ?? wrapsLines,
          eventColumns: detail.visibleContent ?? eventColumns,
        })
      }
    />
  )
}
