import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo } from 'react'
import { useSearch } from '../api/connection.ts'
import type { SearchField } from '../api/waymark-search.ts'
import { navigate } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { NoSuchPage } from '../parts/broken-page.tsx'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { entities, entityCondition, type EntityKind, entityKindOf } from './entity.ts'
import { EventHistogram } from './event-histogram.tsx'
import { EventList } from './event-list.tsx'
import { type EventView, everything, linkToView, searchOf } from './event-view.ts'
import { TopValues } from './top-values.tsx'

/** All that is known of one user, role, principal, key, address or resource: when, what, from where. */
export function EntityPage({ params: { kind: text = '', name = '' } }: PageProps) {
  const kind = entityKindOf(text)
  return kind ? <Entity kind={kind} name={name} /> : <NoSuchPage />
}

const asked: readonly SearchField[] = ['eventName', 'username', 'sourceIPAddress', 'errorCode']

function Entity({ kind, name }: { readonly kind: EntityKind; readonly name: string }) {
  const search = useSearch()
  const { label } = entities[kind]
  const view = useMemo<EventView>(
    () => ({ ...everything, conditions: [entityCondition(kind, name)] }),
    [kind, name],
  )
  const query = useMemo(() => searchOf(view, 0), [view])
  const counts = useLoaded((signal) => search.counts(query, undefined, signal), [search, query])
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={label}
        actions={<Button href={linkToView(view)}>Open in Event history</Button>}
      >
        {name}
      </Header>
      <TroubleAlert error={counts.error} onRetry={counts.reload} />
      {counts.value ? (
        <Container header={<Header variant="h2">Timeline</Header>}>
          <EventHistogram
            counts={counts.value}
            onBrush={(from, to) =>
              navigate(linkToView({ ...view, range: { kind: 'between', from, to } }))
            }
          />
        </Container>
      ) : undefined}
      <Grid gridDefinition={asked.map(() => ({ colspan: { default: 12, s: 6, l: 3 } }))}>
        {asked.map((one) => (
          <TopValues key={one} field={one} query={query} view={view} />
        ))}
      </Grid>
      <Container header={<Header variant="h2">Events</Header>}>
        <EventList label={`Events of ${name}`} query={query} />
      </Container>
    </SpaceBetween>
  )
}
