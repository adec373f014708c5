import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { memo, useCallback, useEffect, useMemo, useRef } from 'react'
import { useRowWindow } from '../parts/use-row-window.ts'
import { EventGrid, type EventGridProps } from './event-grid.tsx'
import type { EndlessEvents } from './use-endless-events.ts'

interface Props extends Omit<EventGridProps, 'isLoading' | 'place'> {
  readonly pages: EndlessEvents
  /** How many there are, as far as it is known. */
  readonly total: number | undefined
}

/** More are read when so many rows are left below what is in sight: seconds of scrolling. */
const READ_ON_ROWS = 400

const Rows = memo(EventGrid)

/** Any number of events in one grid: drawn are those near to what is in sight, and further ones are read in time. */
export function EndlessEventGrid({ events, pages, total = 0, ...rest }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const keyOf = useCallback((index: number) => events[index]?.eventId ?? '', [events])
  const count = events.length
  const { first, end, lastInSight, abovePx, belowPx } = useRowWindow(box, { count, keyOf })
  const drawn = useMemo(() => events.slice(first, end), [events, first, end])
  const { hasMore, isLoading, error, readOn, retry } = pages
  // Whoever only looks at the newest has asked for no more.
  const isNearEnd = count - lastInSight < Math.min(READ_ON_ROWS, count / 2)
  useEffect(() => {
    if (isNearEnd && hasMore && !isLoading) readOn()
  }, [isNearEnd, hasMore, isLoading, readOn])
  const known = Math.max(total, count + (hasMore ? 1 : 0))
  const place = useMemo(
    () => ({ first, total: known, abovePx, belowPx }),
    [first, known, abovePx, belowPx],
  )
  return (
    <div ref={box}>
      <Rows {...rest} events={drawn} isLoading={isLoading} place={place} />
      {hasMore ? <Further hasFailed={error !== undefined} onRetry={retry} /> : undefined}
    </div>
  )
}

interface FurtherProps {
  readonly hasFailed: boolean
  readonly onRetry: () => void
}

function Further({ hasFailed, onRetry }: FurtherProps) {
  return (
    <Box textAlign="center" padding="s">
      {hasFailed ? (
        <Button onClick={onRetry}>Read further events</Button>
      ) : (
        <StatusIndicator type="loading">Further events are read</StatusIndicator>
      )}
    </Box>
  )
}
