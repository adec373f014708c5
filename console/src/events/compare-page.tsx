import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useSearch } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { DifferenceTable } from '../parts/difference-table.tsx'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { documentOf } from './event-fields.ts'

const COMPARED_MAX = 5

/** Up to five events, member by member: what is not the same in all of them stands out. */
export function ComparePage({ query }: PageProps) {
  const search = useSearch()
  const ids = query.getAll('id').slice(0, COMPARED_MAX)
  const key = ids.join(' ')
  const { value, error, reload } = useLoaded(
    (signal) =>
      Promise.all(
        key
          .split(' ')
          .filter((id) => id !== '')
          .map((id) => search.event(id, signal)),
      ),
    [search, key],
  )
  const events = value?.map(({ event }) => event) ?? []
  return (
    <SpaceBetween size="m">
      <Header variant="h1">Compare events</Header>
      <TroubleAlert error={error} onRetry={reload} />
      <DifferenceTable
        isLoading={value === undefined && error === undefined}
        controls={ids.length < COMPARED_MAX ? <AddEvent ids={ids} /> : undefined}
        compared={events.map((event, index) => ({
          key: event.eventId,
          heading: (
            <Link
              href={linkTo(['events', event.eventId])}
            >{`${event.eventName} ${index + 1}`}</Link>
          ),
          document: documentOf(event),
        }))}
      />
    </SpaceBetween>
  )
}

function AddEvent({ ids }: { readonly ids: readonly string[] }) {
  const [id, setId] = useState('')
  const add = () => {
    const all = new URLSearchParams([...ids, id.trim()].map((one) => ['id', one]))
    navigate(linkTo(['compare'], all))
    setId('')
  }
  return (
    <Input
      value={id}
      ariaLabel="Event ID to add"
      placeholder="Event ID to add, then Enter"
      onChange={({ detail }) => setId(detail.value)}
      onKeyDown={({ detail }) => detail.key === 'Enter' && id.trim() !== '' && add()}
    />
  )
}
