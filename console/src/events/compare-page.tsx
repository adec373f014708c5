import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import { useSearch } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { differencesOf } from './event-difference.ts'
import { documentOf } from './event-fields.ts'

const COMPARED_MAX = 5

/** Up to five events, member by member: what is not the same in all of them stands out. */
export function ComparePage({ query }: PageProps) {
  const search = useSearch()
  const ids = query.getAll('id').slice(0, COMPARED_MAX)
  const key = ids.join(' ')
  const [showsSame, setShowsSame] = useState(false)
  const { value, error, reload } = useLoaded(
    (signal) =>
      Promise.all(
        key
          .split(' ')
          .filter(Boolean)
          .map((id) => search.event(id, signal)),
      ),
    [search, key],
  )
  const events = value?.map(({ event }) => event) ?? []
  const all = differencesOf(events.map(documentOf))
  const shown = showsSame ? all : all.filter(({ isSame }) => !isSame)
  return (
    <SpaceBetween size="m">
      <Header
        variant="h1"
        description={`${all.filter(({ isSame }) => !isSame).length} of ${all.length} members differ`}
      >
        Compare events
      </Header>
      <TroubleAlert error={error} onRetry={reload} />
      <div className="view-controls">
        <Toggle checked={showsSame} onChange={({ detail }) => setShowsSame(detail.checked)}>
          Show what is the same
        </Toggle>
        {ids.length < COMPARED_MAX ? <AddEvent ids={ids} /> : undefined}
      </div>
      <Table
        items={shown}
        trackBy="path"
        loading={value === undefined && error === undefined}
        loadingText="Loading the events"
        ariaLabels={{ tableLabel: 'Differences' }}
        wrapLines
        resizableColumns
        stripedRows
        empty={<Box>{events.length < 2 ? 'Add another event.' : 'They do not differ.'}</Box>}
        columnDefinitions={[
          {
            id: 'path',
            header: 'Member',
            cell: ({ path }) => <code>{path}</code>,
            isRowHeader: true,
            minWidth: 200,
          },
          ...events.map(({ eventId, eventName }, index) => ({
            id: eventId,
            header: <Link href={linkTo(['events', eventId])}>{`${eventName} ${index + 1}`}</Link>,
            cell: ({ values, isSame }: (typeof all)[number]) => (
              <Compared value={values[index]} first={values[0]} isSame={isSame} />
            ),
            minWidth: 180,
          })),
        ]}
      />
    </SpaceBetween>
  )
}

interface ComparedProps {
  readonly value: string | undefined
  readonly first: string | undefined
  readonly isSame: boolean
}

function Compared({ value, first, isSame }: ComparedProps) {
  if (value === undefined) return <StatusIndicator type="stopped">Not there</StatusIndicator>
  const differs = !isSame && value !== first
  return <code className={differs ? 'differs' : undefined}>{value}</code>
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
