import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo, useState } from 'react'
import { useSearch } from '../api/connection.ts'
import type { EventCounts, SearchField } from '../api/waymark-search.ts'
import { navigate } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { EventHistogram } from './event-histogram.tsx'
import { EventList } from './event-list.tsx'
import { type EventView, everything, linkToView, searchOf } from './event-view.ts'
import { TopValues } from './top-values.tsx'

const spans = [
  { id: '3600', text: 'Last hour' },
  { id: '86400', text: 'Last day' },
  { id: '604800', text: 'Last week' },
  { id: '7776000', text: '90 days' },
]

interface Top {
  readonly field: SearchField
  readonly title: string
  /** Whether it is drawn when the first of them occurred. */
  readonly isOverTime?: boolean
}

const tops: readonly Top[] = [
  { field: 'principalArn', title: 'Top callers', isOverTime: true },
  { field: 'sourceIPAddress', title: 'Top source addresses', isOverTime: true },
  { field: 'eventName', title: 'Top calls' },
  { field: 'errorCode', title: 'Top errors' },
]

/** What the console asks to draw itself would crowd out what people and machines do. */
const withoutOwnReads: EventView = {
  ...everything,
  conditions: [{ field: 'eventSource', operator: 'notEquals', value: 'waymark.local' }],
}

export function DashboardPage() {
  const search = useSearch()
  const [seconds, setSeconds] = useState('86400')
  const [openedAt] = useState(Date.now)
  const view = useMemo<EventView>(
    () => ({ ...withoutOwnReads, range: { kind: 'last', seconds: Number(seconds) } }),
    [seconds],
  )
  const query = useMemo(() => searchOf(view, openedAt), [view, openedAt])
  const span = { startTime: query.startTime ?? 0, seconds: Number(seconds) }
  const denied = useMemo(() => searchOf({ ...view, chip: 'denied' }, openedAt), [view, openedAt])
  const counts = useLoaded((signal) => search.counts(query, undefined, signal), [search, query])
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="What happens in this account, in all regions"
        actions={
          <SegmentedControl
            label="Time range"
            selectedId={seconds}
            options={spans}
            onChange={({ detail }) => setSeconds(detail.selectedId)}
          />
        }
      >
        Dashboard
      </Header>
      <TroubleAlert error={counts.error} onRetry={counts.reload} />
      {counts.value ? (
        <Container header={<Header variant="h2">Calls</Header>}>
          <SpaceBetween size="l">
            <Totals counts={counts.value} view={view} />
            <EventHistogram
              counts={counts.value}
              startTime={query.startTime}
              onBrush={(from, to) =>
                navigate(linkToView({ ...view, range: { kind: 'between', from, to } }))
              }
            />
          </SpaceBetween>
        </Container>
      ) : undefined}
      <Grid gridDefinition={tops.map(() => ({ colspan: { default: 12, xs: 6, l: 3 } }))}>
        {tops.map(({ field, title, isOverTime }) => (
          <TopValues
            key={field}
            field={field}
            title={title}
            query={query}
            view={view}
            {...(isOverTime ? { span } : {})}
          />
        ))}
      </Grid>
      <Container header={<Header variant="h2">Latest denials</Header>}>
        <EventList
          label="Latest denials"
          query={denied}
          allHref={linkToView({ ...view, chip: 'denied' })}
        />
      </Container>
    </SpaceBetween>
  )
}

interface TotalsProps {
  readonly counts: EventCounts
  readonly view: EventView
}

function Totals({ counts: { buckets, total }, view }: TotalsProps) {
  const sum = (pick: 'errors' | 'denied') =>
    buckets.reduce((before, bucket) => before + bucket[pick], 0)
  const figure = (count: number, chip: EventView['chip']) => (
    <Link variant="awsui-value-large" href={linkToView({ ...view, chip })}>
      {count.toLocaleString('en')}
    </Link>
  )
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: 'Calls', value: figure(total, 'all') },
        { label: 'Errors', value: figure(sum('errors'), 'errors') },
        { label: 'Denied', value: <Box>{figure(sum('denied'), 'denied')}</Box> },
      ]}
    />
  )
}
