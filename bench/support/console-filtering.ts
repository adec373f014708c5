import type { Request } from 'playwright-core'
import type { ConsolePage } from '../../test/support/chromium.ts'

/** What a person does, and what they wait for. */
export interface FilterChange {
  readonly name: string
  readonly run: (console: ConsolePage) => Promise<void>
}

export interface ChangeTimes {
  /** From the click or keystroke to the frame that shows the first rows, or the first picture, of the new filter. */
  readonly rowsMs: number
  readonly pictureMs: number
  /** The questions that the page asked the server, as it asked them. */
  readonly search: string
  readonly count: string
}

const START = '#/events?show=all'

const click = (name: string): FilterChange => ({
  name: `click on ${name}`,
  run: ({ page }) => page.getByRole('button', { name, exact: true }).click(),
})

const type = (text: string): FilterChange => ({
  name: `“${text}” and Enter`,
  async run({ page }) {
    await page.getByRole('combobox', { name: 'Filter events' }).fill(text)
    await page.keyboard.press('Enter')
  },
})

export const filterChanges: readonly FilterChange[] = [
  click('Writes'),
  click('Errors'),
  type('Event name = CreateDeployment'),
  type('Event name : trail'),
  type('User name = mallory'),
  type('Source IP address = 203.0.3.77'),
  type('deployment'),
  type('mallory'),
]

/** Makes the change on a page that shows everything, and waits for what comes of it. */
export async function timesOfChange(
  console: ConsolePage,
  change: FilterChange,
): Promise<ChangeTimes> {
  const { page } = console
  // From a page that asks nothing of the history, and once nothing is asked any more.
  await console.goTo('#/switch-role')
  await console.heading('Switch role').waitFor()
  await page.evaluate(stillness)
  await console.goTo(START)
  await page.getByRole('rowheader').first().waitFor()
  await page.getByRole('img', { name: /events over time/ }).waitFor()
  await page.evaluate(stillness)
  const asked: Record<string, string> = {}
  const onRequest = (request: Request) => {
    const [, operation] = /\/waymark\/(\w+)$/.exec(request.url()) ?? []
    const body = request.postData() ?? ''
    if (operation !== undefined && !body.includes('"after"')) asked[operation] ??= body
  }
  await page.evaluate(watch)
  page.on('request', onRequest)
  await change.run(console)
  const times = await page.evaluate<{ rows: number; picture: number }>('watched')
  page.off('request', onRequest)
  return {
    rowsMs: times.rows,
    pictureMs: times.picture,
    search: asked['SearchEvents'] ?? '',
    count: asked['CountEvents'] ?? '',
  }
}

/** Nothing has come for a while: what was asked for before is all there. */
const stillness = `new Promise((resolve) => {
  const start = () => setTimeout(() => resolve(undefined), 500)
  let timer = start()
  new PerformanceObserver(() => {
    clearTimeout(timer)
    timer = start()
  }).observe({ type: 'resource' })
})`

/**
 * In the page: from the last click or Enter, until rows stand where there were none, and until the picture says another
 * number. A frame is on the screen soon after its animation callbacks: a message posted there comes behind it.
 */
const watch = `globalThis.watched = new Promise((resolve) => {
  let startedAt
  let isEmptied = false
  let rows
  let picture
  const start = (event) => {
    if (event.type === 'click' || event.key === 'Enter') startedAt = event.timeStamp
  }
  addEventListener('click', start, true)
  addEventListener('keydown', start, true)
  const row = () => document.querySelector('[role=grid] tbody th')
  const label = () => document.querySelector('.histogram svg')?.getAttribute('aria-label')
  const labelBefore = label()
  const seen = new MutationObserver(() => (isEmptied ||= startedAt !== undefined && !row()))
  seen.observe(document.body, { childList: true, subtree: true })
  const afterFrame = (tell) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => tell(performance.now() - startedAt)
    port2.postMessage(0)
  }
  let isRowsSeen = false
  let isPictureSeen = false
  const look = () => {
    if (!isRowsSeen && isEmptied && row()) {
      isRowsSeen = true
      afterFrame((ms) => (rows = ms))
    }
    if (!isPictureSeen && startedAt !== undefined && label() !== undefined && label() !== labelBefore) {
      isPictureSeen = true
      afterFrame((ms) => (picture = ms))
    }
    if (rows === undefined || picture === undefined) return requestAnimationFrame(look)
    removeEventListener('click', start, true)
    removeEventListener('keydown', start, true)
    seen.disconnect()
    resolve({ rows, picture })
  }
  requestAnimationFrame(look)
}), undefined`
