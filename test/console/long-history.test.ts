import { GetDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { PASSWORD, seedDay } from '../support/console-seed.ts'
import { withPastEvents } from '../support/past-events.ts'
import { startServer, type TestServer } from '../support/server.ts'

const COUNT = 2_500
/** Ends only what hangs. */
const soon = { timeout: 60_000 }

/** Far more events than are drawn at once: what is there must be what a person or a screen reader would find in one long table. */
describe.skipIf(!hasChromium)('a long event history in a browser', () => {
  let server: TestServer
  let ids: readonly string[]
  let browser: Browser
  let console: ConsolePage

  beforeAll(async () => {
    const seeded = await startServer()
    await seedDay(seeded)
    ;({ server, ids } = await withPastEvents(seeded, 'GetDeployment', COUNT))
    browser = await launchChromium()
    console = await ConsolePage.open(browser, server.url)
    await console.signIn('admin', PASSWORD)
  })
  afterAll(async () => {
    expect(console?.troubles).toEqual([])
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  const grid = () => console.page.getByRole('grid', { name: 'Events' })
  const scrolledTo = () => console.page.evaluate<number>('Math.round(scrollY)')

  async function open(): Promise<void> {
    await console.goTo('#/')
    await console.heading('Dashboard').waitFor()
    await console.goTo('#/events?show=all&f=eventName~equals~GetDeployment')
    await grid().getByRole('rowheader').first().waitFor()
  }

  /** The ids of the events whose rows are drawn, by their place in the whole. */
  async function drawn(): Promise<Map<number, string>> {
    const rows = await grid().evaluate((table) =>
      Array.from(
        table.querySelectorAll('tbody tr[aria-rowindex]'),
        (row) =>
          [
            Number(row.getAttribute('aria-rowindex')) - 2,
            row.querySelector('th a')?.getAttribute('href')?.split('/').at(-1) ?? '',
          ] as const,
      ),
    )
    return new Map(rows)
  }

  /** Turns the wheel until the page has scrolled so far; at the end of what was read it waits for more. */
  async function scrollTo(pixels: number): Promise<void> {
    await console.page.mouse.move(700, 600)
    const turn = async () => {
      const placePx = await scrolledTo()
      if (placePx < pixels) await console.page.mouse.wheel(0, 500)
      await console.page.evaluate('new Promise((done) => requestAnimationFrame(done))')
      return placePx >= pixels && placePx === (await scrolledTo())
    }
    await expect.poll(turn, soon).toBe(true)
  }

  test('shows every event in its place, all the way down, and draws but a few at once', async () => {
    await open()
    await expect.poll(() => grid().getAttribute('aria-rowcount'), soon).toBe(String(COUNT + 1))
    const seen = new Map<number, string>()
    let drawnMost = 0
    const look = async () => {
      const rows = await drawn()
      drawnMost = Math.max(drawnMost, rows.size)
      for (const [place, id] of rows) seen.set(place, id)
      await console.page.mouse.wheel(0, 1_500)
      return seen.has(COUNT - 1)
    }
    await console.page.mouse.move(700, 600)
    await expect.poll(look, { timeout: 240_000, interval: 20 }).toBe(true)
    expect(drawnMost).toBeLessThan(200)
    expect(ids.map((_, place) => seen.get(place))).toEqual(ids)
    expect(await console.violations()).toEqual([])
  })

  test('is walked through by keyboard, further than what was drawn', async () => {
    const { page } = console
    await open()
    await page
      .getByRole('checkbox', { name: /^Select GetDeployment/ })
      .first()
      .focus()
    await page.keyboard.press('ArrowRight')
    const place = () => page.locator('tr:focus-within').getAttribute('aria-rowindex').then(Number)
    const turn = async () => {
      // Where rows are still to come, the last one holds the focus until they are there.
      await page.keyboard.press('PageDown')
      return place()
    }
    await expect.poll(turn, soon).toBeGreaterThan(150)
    expect(await page.evaluate('document.activeElement.textContent')).toBe('GetDeployment')
    const box = await page.locator('tr:focus-within').boundingBox()
    expect(box?.y).toBeGreaterThan(0)
    expect(box?.y).toBeLessThan(900)
    const before = await place()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('End')
    expect(await place()).toBe(before - 1)
    // One stop of the Tab key: the next one is behind the grid.
    await page.keyboard.press('Tab')
    expect(await page.locator('tr:focus-within').count()).toBe(0)
    await page.keyboard.press('Shift+Tab')
    expect(await place()).toBe(before - 1)
  })

  test('does not scroll back to what had the focus', async () => {
    const { page } = console
    await open()
    await page
      .getByRole('checkbox', { name: /^Select GetDeployment/ })
      .first()
      .focus()
    await scrollTo(4_500)
    const { scrollY, focused } = await page.evaluate<{ scrollY: number; focused: string }>(
      `new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => resolve({
        scrollY, focused: document.activeElement.getAttribute('role'),
      }))))`,
    )
    expect(scrollY).toBeGreaterThan(4_000)
    expect(focused).toBe('grid')
  })

  test('keeps the place of whoever reads far down while new events arrive', async () => {
    const { page } = console
    await open()
    await scrollTo(3_000)
    const [before, rows] = [await scrolledTo(), await drawn()]
    const { greengrass } = server.clients()
    await greengrass.send(new GetDeploymentCommand({ deploymentId: 'none' })).catch(() => 0)
    const waiting = page.getByRole('button', { name: '1 new event' })
    await waiting.waitFor()
    expect(await scrolledTo()).toBe(before)
    expect(await drawn()).toEqual(rows)
    await waiting.click()
    await expect.poll(async () => (await drawn()).get(1), soon).toBe(ids[0])
    expect(await scrolledTo()).toBe(0)
  })
})
