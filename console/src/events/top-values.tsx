import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useSearch } from '../api/connection.ts'
import type { SearchField, SearchQuery } from '../api/waymark-search.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { fieldLabels } from './event-fields.ts'
import { type EventView, linkToView } from './event-view.ts'
import { type Span, ValueTimeline } from './value-timeline.tsx'

interface Props {
  readonly field: SearchField
  readonly title?: string
  readonly query: SearchQuery
  /** The same question as a view, for the links. */
  readonly view: EventView
  /** Of the first values it is drawn when in this time they occurred; otherwise how large their share is. */
  readonly span?: Span
}

const SHOWN_MAX = 8
/** Each is a question of its own to the server. */
const TIMELINES_MAX = 4

/** The values of a field that occur most, with their share or over time. */
export function TopValues({ field, title = fieldLabels[field], query, view, span }: Props) {
  const search = useSearch()
  const { value, error, isLoading } = useLoaded(
    (signal) => search.values(query, field, undefined, signal),
    [search, query, field],
  )
  const most = value?.[0]?.count ?? 1
  return (
    <Container fitHeight header={<Header variant="h2">{title}</Header>}>
      <TroubleAlert error={error} />
      {isLoading && !value ? <StatusIndicator type="loading">Loading</StatusIndicator> : undefined}
      {value?.length === 0 ? <Box color="text-body-secondary">None</Box> : undefined}
      <ol className="top-values">
        {value?.slice(0, SHOWN_MAX).map(({ value: text, count }, index) => (
          <li key={text}>
            <Link href={linkToView(withValue(view, field, text))}>{text}</Link>
            <span>{count.toLocaleString('en')}</span>
            {span && index < TIMELINES_MAX ? (
              <ValueTimeline field={field} value={text} query={query} span={span} />
            ) : (
              <meter min={0} max={most} value={count} aria-label={`Share of ${text}`} />
            )}
          </li>
        ))}
      </ol>
    </Container>
  )
}

function withValue(view: EventView, field: SearchField, value: string): EventView {
  return { ...view, conditions: [...view.conditions, { field, operator: 'equals', value }] }
}
