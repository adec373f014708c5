import { useMemo } from 'react'
import { useSearch } from '../api/connection.ts'
import type { SearchField, SearchQuery } from '../api/waymark-search.ts'
import { useLoaded } from '../app/use-loaded.ts'

/** What a timeline is about. */
export interface Span {
  /** Epoch seconds. */
  readonly startTime: number
  readonly seconds: number
}

interface Props {
  readonly field: SearchField
  readonly value: string
  readonly query: SearchQuery
  readonly span: Span
}

const BARS = 24
const HEIGHT = 20

/** When in a span of time the events with a value happened. */
export function ValueTimeline({ field, value, query, span }: Props) {
  const search = useSearch()
  const barSeconds = span.seconds / BARS
  const narrowed = useMemo<SearchQuery>(() => {
    const filter = { field, operator: 'equals' as const, values: [value] }
    return { ...query, filters: [...(query.filters ?? []), filter] }
  }, [query, field, value])
  const counts = useLoaded(
    (signal) => search.counts(narrowed, barSeconds, signal),
    [search, narrowed, barSeconds],
  )
  const buckets = counts.value?.buckets ?? []
  const highest = Math.max(1, ...buckets.map(({ total }) => total))
  return (
    <svg
      className="value-timeline"
      viewBox={`0 0 ${BARS} ${HEIGHT}`}
      preserveAspectRatio="none"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing that is made here
      role="img"
      aria-label={`${value} over time, at most ${highest} in a bar`}
    >
      {buckets.map(({ startTime, total }) => (
        <rect
          key={startTime}
          className="bar"
          x={(startTime - span.startTime) / barSeconds}
          width={0.8}
          y={HEIGHT - (total / highest) * HEIGHT}
          height={(total / highest) * HEIGHT}
        />
      ))}
    </svg>
  )
}
