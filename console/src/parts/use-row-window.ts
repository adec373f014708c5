import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'

/** Until a row was seen it counts as this high. */
const ROW_PX = 37
/** Rows are drawn beyond both ends of what is in sight: more than a wheel turns while they are drawn. */
const BEYOND_PX = 1_600
/** The window moves by so much at once, so that most frames of scrolling draw nothing. */
const STEP_PX = 400

export interface RowWindow {
  /** Rows from `first` to before `end` are to be drawn; in pixels, the room that the others take. */
  readonly first: number
  readonly end: number
  readonly abovePx: number
  readonly belowPx: number
  readonly lastInSight: number
}

interface Rows {
  readonly count: number
  readonly keyOf: (index: number) => string
}

/**
 * Which of many rows of a table are near enough to be drawn, while the page scrolls. The table is inside of `box`; the room
 * of the rows that are not drawn is made by bodies of its own, which are hidden.
 */
export function useRowWindow(box: RefObject<HTMLElement | null>, rows: Rows): RowWindow {
  const [heights] = useState(() => new Map<string, number>())
  const [fromPx, setFromPx] = useState(0)
  const { count, keyOf } = rows
  const { first, ...rest } = useMemo(
    () => windowOf({ count, keyOf }, heights, fromPx),
    [count, keyOf, heights, fromPx],
  )
  useLayoutEffect(() => {
    const body = box.current?.querySelector('tbody:not([aria-hidden])')
    Array.from(body?.children ?? [], (row, i) =>
      heights.set(keyOf(first + i), row.getBoundingClientRect().height),
    )
  }, [box, heights, keyOf, first, rest.end])
  useEffect(() => {
    const look = () => {
      const table = box.current?.querySelector('tbody')
      const scrolledPx = table ? -table.getBoundingClientRect().top : 0
      // In the same frame: later, the place would be empty for a moment.
      flushSync(() => setFromPx(Math.floor(scrolledPx / STEP_PX) * STEP_PX))
    }
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [box])
  useEffect(() => keepFocusInSight(box), [box])
  return { first, ...rest }
}

function windowOf(
  { count, keyOf }: Rows,
  heights: ReadonlyMap<string, number>,
  fromPx: number,
): RowWindow {
  const toPx = fromPx + STEP_PX + innerHeight
  let [first, end, lastInSight] = [0, 0, 0]
  let [atPx, abovePx, endPx] = [0, 0, 0]
  for (let index = 0; index < count; index++) {
    const nextPx = atPx + (heights.get(keyOf(index)) ?? ROW_PX)
    if (nextPx < fromPx - BEYOND_PX) [first, abovePx] = [index + 1, nextPx]
    if (atPx < fromPx + innerHeight) lastInSight = index
    if (atPx < toPx + BEYOND_PX) [end, endPx] = [index + 1, nextPx]
    atPx = nextPx
  }
  return { first, end, lastInSight, abovePx, belowPx: atPx - endPx }
}

/**
 * A focused row that is scrolled away is soon not drawn any more, and the focus would be nowhere. It waits on the grid
 * itself, from where Tab leads to the rows in sight.
 */
function keepFocusInSight(box: RefObject<HTMLElement | null>): () => void {
  const onScroll = () => {
    const row = document.activeElement?.closest('tbody tr')
    if (!row || !box.current?.contains(row)) return
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom > -innerHeight / 2 && top < innerHeight * 1.5) return
    row.closest('table')?.focus({ preventScroll: true })
  }
  // Before those who draw the rows of the new place.
  const options = { capture: true, passive: true }
  addEventListener('scroll', onScroll, options)
  return () => removeEventListener('scroll', onScroll, options)
}
