import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useSettings } from '../app/settings.ts'
import { columnOptions, defaultColumns } from './event-columns.tsx'

export function EventPreferences() {
  const { preferences, change } = useSettings()
  const { eventColumns, wrapsLines } = preferences
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{
        wrapLines: wrapsLines,
        visibleContent: eventColumns.length === 0 ? defaultColumns : eventColumns,
      }}
      wrapLinesPreference={{ label: 'Wrap lines', description: 'Show long values whole' }}
      visibleContentPreference={{
        title: 'Columns',
        options: [{ label: 'Columns of an event', options: columnOptions }],
      }}
      onConfirm={({ detail }) =>
        change({
          wrapsLines: detail.wrapLines ?? wrapsLines,
          eventColumns: detail.visibleContent ?? eventColumns,
        })
      }
    />
  )
}
