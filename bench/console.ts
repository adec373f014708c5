/**
 * The console with a million events, in a real browser: how long after a change of the filter its first rows and its picture
 * over time are on the screen, and whether scrolling ever shows nothing. Yardsticks in the same run: the same questions asked
 * of the server without a browser, and a static page with as many rows.
 *
 *     node bench/console.ts [events] [runs of each] [rows scrolled]
 */
import { ConsolePage, launchChromium } from '../test/support/chromium.ts'
import { callWaymark } from '../test/support/waymark.ts'
import { buildConsole } from '../tools/build-console.ts'
import { type ChangeTimes, filterChanges, timesOfChange } from './support/console-filtering.ts'
import { plainRows, type Scrolling, scrolled } from './support/console-scrolling.ts'
import { filledSite, PASSWORD } from './support/filled-site.ts'
import { median, percentile, printTable, timesOf, whole } from './support/table.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const runs = Number(process.argv[3] ?? 10)
const rowsScrolled = Number(process.argv[4] ?? 5_000)

await buildConsole()
const site = await filledSite(count)
const { url } = site.server
const browser = await launchChromium()
const console = await ConsolePage.open(browser, url)
await console.signIn('admin', PASSWORD)

/** Medians of the same questions, from here. */
async function serverTimes({ search, count }: ChangeTimes): Promise<[number, number]> {
  const server = { url, keys: { admin: site.keys, root: site.keys, nobody: site.keys } }
  const ask = (operation: string, body: string) =>
    timesOf(runs, () => callWaymark(server, operation, body))
  return [median(await ask('SearchEvents', search)), median(await ask('CountEvents', count))]
}

const spread = (times: readonly number[]) =>
  `${whole(median(times))} / ${whole(percentile(times, 95))}`

async function filtering(): Promise<void> {
  const rows: string[][] = []
  for (const change of filterChanges) {
    const times: ChangeTimes[] = []
    for (let run = 0; run < runs; run++) times.push(await timesOfChange(console, change))
    const [search, picture] = times[0] ? await serverTimes(times[0]) : [0, 0]
    rows.push([
      change.name,
      spread(times.map(({ rowsMs }) => rowsMs)),
      whole(search),
      spread(times.map(({ pictureMs }) => pictureMs)),
      whole(picture),
    ])
  }
  printTable(
    `Changing the filter over ${whole(count)} events, ${runs} runs each, median / p95 in ms`,
    ['change', 'first rows', 'yardstick: server alone', 'picture', 'yardstick: server alone'],
    rows,
  )
}

async function scrolling(): Promise<void> {
  await console.goTo('#/events?show=all')
  await console.page.getByRole('rowheader').first().waitFor()
  const events = await scrolled(console.page, rowsScrolled)
  await console.close()
  const plain = await browser.newPage({ viewport: { width: 1400, height: 900 } })
  await plain.setContent(plainRows(rowsScrolled + 200))
  const yardstick = await scrolled(plain, rowsScrolled)
  const row = (name: string, of: (scrolling: Scrolling) => number) => [
    name,
    whole(of(events)),
    whole(of(yardstick)),
  ]
  printTable(
    `Scrolling down through ${whole(events.rows)} rows of ${whole(count)}`,
    ['figure', 'console', 'yardstick: a static page'],
    [
      row('frames', ({ frames }) => frames),
      row('frames with a blank part', ({ blankFrames }) => blankFrames),
      row('new places not drawn before they came', ({ blankBefore }) => blankBefore),
      row('frames that waited for further events', ({ waitingFrames }) => waitingFrames),
      row('longest frame, ms', ({ longestFrameMs }) => longestFrameMs),
      row('frames a second', ({ frames, secondsTaken }) => frames / secondsTaken),
      row('heap of the page then, MB', ({ heapMegabytes }) => heapMegabytes),
      row('nodes of the page then', ({ nodes }) => nodes),
    ],
  )
}

await filtering()
await scrolling()
await browser.close()
await site.close()
