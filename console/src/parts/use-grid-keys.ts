import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** Rows that Page Up and Page Down pass. */
const PAGE_ROWS = 10
const USABLE = 'a[href], button, input'

/**
 * A grid is one stop of the Tab key. Arrows lead from cell to cell and through what can be used inside of one; Home and End
 * to the ends of a row, with Control to the first and the last row. https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function useGridKeys(grid: RefObject<HTMLTableElement | null>): void {
  const stop = useRef<HTMLElement>(undefined)
  // What was drawn since is no stop of its own, and there is always one.
  useLayoutEffect(() => {
    const table = grid.current
    if (!table) return
    for (const element of table.querySelectorAll<HTMLElement>(`:is(${USABLE}):not([tabindex])`))
      element.tabIndex = -1
    if (!stop.current?.isConnected) stopAt(stop, usableInSight(table))
  })
  useEffect(() => {
    const table = grid.current
    if (!table) return undefined
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target !== table) stopAt(stop, target)
    }
    const onKey = (event: KeyboardEvent) => {
      const next = nextStop(table, event)
      if (!next) return
      event.preventDefault()
      if (next instanceof HTMLTableCellElement) next.tabIndex = -1
      next.focus()
    }
    table.addEventListener('focusin', onFocus)
    table.addEventListener('keydown', onKey)
    return () => {
      table.removeEventListener('focusin', onFocus)
      table.removeEventListener('keydown', onKey)
    }
  }, [grid])
}

function stopAt(stop: RefObject<HTMLElement | undefined>, element: HTMLElement | undefined): void {
  if (stop.current) stop.current.tabIndex = -1
  if (element) element.tabIndex = 0
  stop.current = element
}

function usableInSight(table: HTMLTableElement): HTMLElement | undefined {
  const rows = rowsOf(table).slice(1)
  const inSight = rows.find((row) => row.getBoundingClientRect().top > 0)
  return (inSight ?? rows[0])?.querySelector<HTMLElement>(USABLE) ?? undefined
}

/** Where a key leads from the cell that has the focus. */
function nextStop(table: HTMLTableElement, event: KeyboardEvent): HTMLElement | undefined {
  const at = event.target instanceof Element ? event.target : table
  const cell = at.closest<HTMLTableCellElement>('td, th')
  const row = cell?.closest('tr')
  if (!cell || !row || event.altKey || event.metaKey || event.shiftKey) return undefined
  const along = Array.from(row.cells).flatMap(stopsIn)
  const place = along.findIndex((stop) => stop === at)
  const rowsAway = (count: number) => {
    const other = rowBy(table, row, count)?.cells[cell.cellIndex]
    const stops = other ? stopsIn(other) : []
    return stops[stopsIn(cell).findIndex((stop) => stop === at)] ?? stops[0]
  }
  if (event.ctrlKey && event.key !== 'Home' && event.key !== 'End') return undefined
  switch (event.key) {
    case 'ArrowLeft':
      return along[place - 1]
    case 'ArrowRight':
      return along[place + 1]
    case 'ArrowUp':
      return rowsAway(-1)
    case 'ArrowDown':
      return rowsAway(1)
    case 'PageUp':
      return rowsAway(-PAGE_ROWS)
    case 'PageDown':
      return rowsAway(PAGE_ROWS)
    case 'Home':
      return event.ctrlKey ? rowsAway(-Infinity) : along[0]
    case 'End':
      return event.ctrlKey ? rowsAway(Infinity) : along.at(-1)
    default:
      return undefined
  }
}

/** What can be used in a cell; the cell itself where that is nothing. */
function stopsIn(cell: HTMLTableCellElement): readonly HTMLElement[] {
  const usable = Array.from(cell.querySelectorAll<HTMLElement>(USABLE))
  return usable.length > 0 ? usable : [cell]
}

/** The row so many away, or the last that is drawn on the way there. */
function rowBy(table: HTMLTableElement, row: HTMLTableRowElement, count: number) {
  const rows = rowsOf(table)
  const place = rows.indexOf(row) + count
  return rows[Math.max(0, Math.min(rows.length - 1, place))]
}

function rowsOf(table: HTMLTableElement): HTMLTableRowElement[] {
  return Array.from(table.querySelectorAll<HTMLTableRowElement>('tr[aria-rowindex]'))
}
