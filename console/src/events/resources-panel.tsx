import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import type { FoundEvent } from '../api/waymark-search.ts'
import { entityLink } from './entity.ts'
import { linkToValue } from './event-view.ts'

export function ResourcesPanel({ event }: { readonly event: FoundEvent }) {
  return (
    <Table
      items={event.resources}
      variant="borderless"
      ariaLabels={{ tableLabel: 'Resources referenced' }}
      empty="The event names no resource."
      columnDefinitions={[
        {
          id: 'type',
          header: 'Resource type',
          cell: ({ type }) => <Link href={linkToValue('resourceType', type)}>{type}</Link>,
        },
        {
          id: 'name',
          header: 'Resource name',
          cell: ({ name }) => <Link href={entityLink('resourceName', name) ?? '#/'}>{name}</Link>,
        },
      ]}
    />
  )
}
