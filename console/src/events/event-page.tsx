import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Tabs from '@cloudscape-design/components/tabs'
import { useSearch } from '../api/connection.ts'
import type { Delivery, FoundEvent } from '../api/waymark-search.ts'
import { linkTo } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { documentOf, textAt } from './event-fields.ts'
import { EventSummary } from './event-summary.tsx'
import { JsonPanel } from './json-panel.tsx'
import { LogFilePanel } from './log-file-panel.tsx'
import { RelatedEvents } from './related-events.tsx'
import { ResourcesPanel } from './resources-panel.tsx'
import { WhoDidIt } from './who-did-it.tsx'
import { WhyDenied } from './why-denied.tsx'

export function EventPage({ params: { id = '' } }: PageProps) {
  const search = useSearch()
  const loaded = useLoaded((signal) => search.event(id, signal), [search, id])
  return (
    <LoadedPage title="Event" loaded={loaded}>
      {({ event, deliveries }) => (
        <ShownEvent event={event} deliveries={deliveries} onReload={loaded.reload} />
      )}
    </LoadedPage>
  )
}

interface ShownProps {
  readonly event: FoundEvent
  readonly deliveries: readonly Delivery[]
  readonly onReload: () => void
}

function ShownEvent({ event, deliveries, onReload }: ShownProps) {
  const document = documentOf(event)
  const errorMessage = textAt(document, 'errorMessage')
  const isDenied = event.errorCode === 'AccessDenied'
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={event.errorCode === undefined ? undefined : errorMessage}
        actions={
          <Button href={linkTo(['compare'], new URLSearchParams([['id', event.eventId]]))}>
            Compare
          </Button>
        }
      >
        {event.eventName}
        {event.errorCode === undefined ? undefined : (
          <>
            {' '}
            <StatusIndicator type="error">{event.errorCode}</StatusIndicator>
          </>
        )}
      </Header>
      <EventSummary event={event} />
      <Tabs
        tabs={[
          { id: 'record', label: 'Event', content: <JsonPanel document={document} /> },
          { id: 'who', label: 'Who did it', content: <WhoDidIt event={event} /> },
          ...(isDenied
            ? [{ id: 'why', label: 'Why denied', content: <WhyDenied event={event} /> }]
            : []),
          {
            id: 'resources',
            label: `Resources (${event.resources.length})`,
            content: <ResourcesPanel event={event} />,
          },
          { id: 'related', label: 'Related events', content: <RelatedEvents event={event} /> },
          {
            id: 'file',
            label: 'Log file',
            content: <LogFilePanel deliveries={deliveries} onReload={onReload} />,
          },
        ]}
      />
    </SpaceBetween>
  )
}
