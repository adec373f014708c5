import type { CDPSession, Page } from 'playwright-core'

export interface Scrolling {
  readonly rows: number
  readonly frames: number
  /** Frames in which some of the visible part of the table had no row. */
  readonly blankFrames: number
  /** The same just before the page drew for a new place: what a frame between would have shown. */
  readonly blankBefore: number
  /** Frames at the end of what had been read, while there was more. */
  readonly waitingFrames: number
  readonly longestFrameMs: number
  readonly secondsTaken: number
  readonly heapMegabytes: number
  readonly nodes: number
}

/** A quick hand on the wheel, pixels a second. */
const SPEED = 4_000
const STEP_PX = 8_000

/** Scrolls down with the mouse wheel's own events until so many rows have passed, and watches every frame. */
export async function scrolled(page: Page, rows: number): Promise<Scrolling> {
  const devTools = await page.context().newCDPSession(page)
  await page.evaluate(watch)
  const beganMs = performance.now()
  while ((await page.evaluate<number>('watching.row()')) < rows) await wheel(devTools)
  const secondsTaken = (performance.now() - beganMs) / 1000
  const seen =
    await page.evaluate<Omit<Scrolling, 'secondsTaken' | 'heapMegabytes' | 'nodes'>>(
      'watching.end()',
    )
  return { ...seen, secondsTaken, ...(await memoryOf(devTools)) }
}

async function wheel(devTools: CDPSession): Promise<void> {
  await devTools.send('Input.synthesizeScrollGesture', {
    x: 700,
    y: 600,
    yDistance: -STEP_PX,
    speed: SPEED,
    gestureSourceType: 'mouse',
  })
}

/** What a page holds once its garbage is gone. */
export async function memoryOf(
  devTools: CDPSession,
): Promise<Pick<Scrolling, 'heapMegabytes' | 'nodes'>> {
  await devTools.send('HeapProfiler.collectGarbage')
  await devTools.send('Performance.enable')
  const { metrics } = await devTools.send('Performance.getMetrics')
  const valueOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { heapMegabytes: valueOf('JSHeapUsedSize') / 2 ** 20, nodes: valueOf('Nodes') }
}

/** The yardstick: as many rows in a plain table, all drawn, and no script. */
export function plainRows(count: number): string {
  const cells = ['CreateDeployment', '2026-07-20 09:15:42', '', 'user7', 'greengrass.amazonaws.com']
  const texts = [...cells, 'AWS::GreengrassV2::Deployment', '311b9529-4aad-42ac-8408-c06c6fec79a9']
  const row = (index: number) =>
    `<tr aria-rowindex="${index + 2}">${texts.map((text) => `<td>${text}</td>`).join('')}</tr>`
  const rows = Array.from({ length: count }, (_, index) => row(index)).join('')
  return `<style>td { height: 39px }</style><table role="grid"><tbody>${rows}</tbody></table>`
}

const watch = `globalThis.watching = (() => {
  const seen = { frames: 0, blankFrames: 0, blankBefore: 0, waitingFrames: 0, longestFrameMs: 0 }
  const barPx = document.querySelector('#top-bar')?.getBoundingClientRect().bottom ?? 0
  const grid = () => document.querySelector('[role=grid]')
  const rows = () => grid().querySelectorAll('tbody [aria-rowindex]')
  const isBlank = () => {
    const { top, bottom } = grid().getBoundingClientRect()
    const headPx = grid().tHead?.getBoundingClientRect().height ?? 0
    const drawn = rows()
    const first = drawn[0]?.getBoundingClientRect().top ?? Infinity
    const last = drawn[drawn.length - 1]?.getBoundingClientRect().bottom ?? -Infinity
    return first > Math.max(top + headPx, barPx) + 3 || last < Math.min(bottom, innerHeight) - 3
  }
  const onScroll = () => {
    if (isBlank()) seen.blankBefore++
  }
  addEventListener('scroll', onScroll, { capture: true, passive: true })
  let isOver = false
  let lastMs
  const look = (nowMs) => {
    if (isOver) return
    seen.frames++
    if (lastMs !== undefined) seen.longestFrameMs = Math.max(seen.longestFrameMs, nowMs - lastMs)
    lastMs = nowMs
    if (isBlank()) seen.blankFrames++
    const isEnd = grid().getBoundingClientRect().bottom < innerHeight
    if (isEnd && document.body.innerText.includes('Further events are read')) seen.waitingFrames++
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  const row = () => {
    const inSight = [...rows()].findLast((one) => one.getBoundingClientRect().top < innerHeight)
    return Number(inSight?.getAttribute('aria-rowindex') ?? 0) - 1
  }
  return {
    row,
    end() {
      isOver = true
      removeEventListener('scroll', onScroll, true)
      return { ...seen, rows: row() }
    },
  }
})(), undefined`
