import { type PointerEvent, useRef, useState } from 'react'
import type { EventCounts } from '../api/waymark-search.ts'
import { useSettings } from '../app/settings.ts'
import { timeText } from './event-time.ts'

interface Props {
  readonly counts: EventCounts
  /** The time range that was asked for, as far as it has ends. */
  readonly startTime?: number | undefined
  readonly endTime?: number | undefined
  /** A stretch of time was marked. Epoch seconds. */
  readonly onBrush: (from: number, to: number) => void
}

const WIDTH = 1000
const HEIGHT = 90
/** Room for so many, so that a few do not look like walls. */
const BARS_MIN = 40

/** How many events happened when; errors stand out. Dragging over it narrows the time range, as the range picker does. */
export function EventHistogram({ counts, startTime, endTime, onBrush }: Props) {
  const { buckets, bucketSeconds, total } = counts
  const { timeZone } = useSettings().preferences
  const chart = useRef<SVGSVGElement>(null)
  const [brush, setBrush] = useState<{ readonly start: number; readonly end: number }>()
  const [oldest, newest] = [buckets[0]?.startTime, buckets.at(-1)?.startTime]
  if (oldest === undefined || newest === undefined) return undefined
  const last = Math.max(endTime ?? 0, newest + bucketSeconds)
  const first = Math.min(startTime ?? oldest, oldest, last - BARS_MIN * bucketSeconds)
  const span = last - first
  const highest = Math.max(1, ...buckets.map((bucket) => bucket.total))
  const width = (bucketSeconds / span) * WIDTH
  const height = (count: number) => (count / highest) * HEIGHT
  const timeAt = (event: PointerEvent) => {
    const box = chart.current?.getBoundingClientRect()
    if (!box) return first
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    return Math.round(first + share * span)
  }
  const release = (event: PointerEvent) => {
    if (!brush) return
    setBrush(undefined)
    const [from, to] = [brush.start, timeAt(event)].toSorted((a, b) => a - b) as [number, number]
    if (to - from >= 1) onBrush(from, to)
  }
  const x = (seconds: number) => ((seconds - first) / span) * WIDTH
  return (
    <figure className="histogram">
      <svg
        ref={chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing that is made here
        role="img"
        aria-label={`${total} events over time, at most ${highest} in ${durationText(bucketSeconds)}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setBrush({ start: timeAt(event), end: timeAt(event) })
        }}
        onPointerMove={(event) => brush && setBrush({ ...brush, end: timeAt(event) })}
        onPointerUp={release}
        onPointerCancel={() => setBrush(undefined)}
      >
        {buckets.map((bucket) => (
          <g key={bucket.startTime}>
            <title>{`${timeText(bucket.startTime, timeZone)}: ${bucket.total} events, ${bucket.errors} errors, ${bucket.denied} denied`}</title>
            <rect
              className="bar-room"
              x={x(bucket.startTime)}
              width={width}
              y={0}
              height={HEIGHT}
            />
            <rect
              className="bar"
              x={x(bucket.startTime)}
              width={Math.max(1, width * 0.86)}
              y={HEIGHT - height(bucket.total)}
              height={height(bucket.total)}
            />
            <rect
              className="bar-error"
              x={x(bucket.startTime)}
              width={Math.max(1, width * 0.86)}
              y={HEIGHT - height(bucket.errors)}
              height={height(bucket.errors)}
            />
          </g>
        ))}
        {brush ? (
          <rect
            className="brush"
            x={x(Math.min(brush.start, brush.end))}
            width={Math.max(1, Math.abs(x(brush.end) - x(brush.start)))}
            y={0}
            height={HEIGHT}
          />
        ) : undefined}
      </svg>
      <figcaption>
        <span>{timeText(first, timeZone)}</span>
        <span>
          <i className="key key-bar" /> events <i className="key key-error" /> of them errors · one
          bar is {durationText(bucketSeconds)}
        </span>
        <span>{timeText(last, timeZone)}</span>
      </figcaption>
    </figure>
  )
}

function durationText(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`
  if (seconds % 3600 === 0) return `${seconds / 3600} h`
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
}
