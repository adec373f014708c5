import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect } from 'react'
import { useSearch } from '../api/connection.ts'
import { linkTo, replaceLocation } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'

/** Leads from the answer to a call, which knows its request ID, to the event that it left. */
export function RequestPage({ params: { id = '' } }: PageProps) {
  const search = useSearch()
  const { value, error, reload } = useLoaded(
    (signal) =>
      search.events(
        { filters: [{ field: 'requestId', operator: 'equals', values: [id] }] },
        { maxResults: 1 },
        signal,
      ),
    [search, id],
  )
  const eventId = value?.events[0]?.eventId
  useEffect(() => {
    if (eventId !== undefined) replaceLocation(linkTo(['events', eventId]))
  }, [eventId])
  const isUnderWay = error === undefined && (!value || eventId !== undefined)
  return (
    <SpaceBetween size="m">
      <Header variant="h1">Event of a request</Header>
      <TroubleAlert error={error} onRetry={reload} />
      {isUnderWay ? (
        <StatusIndicator type="loading">Looking for the event</StatusIndicator>
      ) : undefined}
      {value && eventId === undefined ? (
        <Alert type="info" action={<Button onClick={reload}>Look again</Button>}>
          The event of request {id} is not in this account’s history.
        </Alert>
      ) : undefined}
    </SpaceBetween>
  )
}
