import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { seedEverything } from '../support/console-full-seed.ts'
import { consolePlaces, type Place } from '../support/console-places.ts'
import { PASSWORD } from '../support/console-seed.ts'
import { region, startServer, type TestServer } from '../support/server.ts'

interface View {
  readonly name: string
  readonly width: number
  readonly isDark: boolean
  /** All of axe's when absent: layout does not depend on colours, so that one look at it is enough for a width. */
  readonly rules?: readonly string[]
}

/** The last is how the next page is opened. */
const views: readonly View[] = [
  { name: '360 pixels, dark', width: 360, isDark: true },
  { name: 'wide, light', width: 1400, isDark: false },
  { name: 'wide, dark', width: 1400, isDark: true, rules: ['color-contrast'] },
]

const narrow = views.filter(({ width }) => width === 360)
const wide = views.filter(({ width }) => width !== 360)
const thorough = views.filter(({ rules }) => rules === undefined)

const source = join(import.meta.dirname, '../../console/src/app/routes.ts')

/**
 * Every page with data of its own, and what one comes to on it: tabs, steps, questions, what is wrong with the input. Each is
 * loaded once and looked at in every view.
 */
describe.skipIf(!hasChromium)('the console for everybody', () => {
  let server: TestServer
  let browser: Browser
  let places: readonly Place[]

  beforeAll(async () => {
    server = await startServer({ deliveryIntervalMs: 500 })
    places = consolePlaces(await seedEverything(server))
    browser = await launchChromium()
  })
  afterAll(async () => {
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  test('is walked in full: every route of the console is a place', () => {
    const text = readFileSync(source, 'utf8')
    const routes = Array.from(text.matchAll(/^    path: '(.*)',$/gm), ([, path]) => path)
    expect(routes).toHaveLength(text.split('Page: page(').length - 1)
    expect(new Set(places.map(({ route }) => route))).toEqual(new Set(routes))
  })

  test('has no page on which axe finds anything, narrow or wide, light or dark', async () => {
    const console = await ConsolePage.open(browser, server.url, { width: 360 })
    const { page } = console
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const found: string[] = []
    const examine = async (place: string, { name, rules }: View) => {
      const troubles = await troublesIn(console, rules)
      found.push(...troubles.map((trouble) => `${place}, ${name}: ${trouble}`))
    }
    const look = async (place: string, inViews = views) => {
      for (const view of inViews) {
        await show(page, view)
        await examine(place, view)
      }
    }
    await console.heading('Sign in to Waymark').waitFor()
    await look('sign-in')
    await console.signIn('admin', PASSWORD)
    // Wide the list of pages stands beside the page; narrow it closes, and opens above it.
    await look('the list of pages')
    for (const view of wide) {
      await show(page, view)
      for (const menu of ['Region', 'Signed in as admin']) {
        await page.getByRole('button', { name: menu }).click()
        await examine(`the menu ${menu}`, view)
        await page.keyboard.press('Escape')
      }
    }
    await page.setViewportSize({ width: 360, height: 860 })
    await page.getByRole('button', { name: 'Open the list of pages' }).click()
    await look('the list of pages above the page', narrow)
    await page.getByRole('button', { name: 'Close the list of pages' }).click()
    await console.goTo(`#/nowhere?region=${region}`)
    await look('a page that is not there')
    for (const { route, address, heading, holds, further = [] } of places) {
      await console.goTo(address)
      await console.heading(heading).waitFor()
      await page.getByText(holds).filter({ visible: true }).first().waitFor()
      await look(route)
      for (const [index, step] of further.entries()) {
        await step(page)
        await look(`${route}, step ${index + 1}`, thorough)
      }
    }
    expect(found).toEqual([])
    expect(console.troubles).toEqual([])
    await console.close()
  }, 900_000)

  test('finds and opens an event with the keyboard alone', async () => {
    const console = await ConsolePage.open(browser, server.url)
    const { page } = console
    await console.signIn('admin', PASSWORD)
    await console.goTo('#/events')
    await page.getByRole('link', { name: 'CreateDeployment' }).first().waitFor()
    await page.getByRole('combobox', { name: 'Filter events' }).focus()
    await page.keyboard.type('User name = night-shift')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'CreateUser' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'CreateDeployment' }).focus()
    await page.keyboard.press('Enter')
    await console.heading('CreateDeployment').waitFor()
    expect(page.url()).toMatch(/#\/events\/[0-9a-f-]{36}$/)
    await console.close()
  })
})

async function show(page: Page, { width, isDark }: View): Promise<void> {
  await page.setViewportSize({ width, height: 860 })
  await page.evaluate(`document.body.classList.toggle('awsui-dark-mode', ${isDark})`)
}

async function troublesIn(console: ConsolePage, rules?: readonly string[]): Promise<string[]> {
  const { page } = console
  await settled(page)
  const found = await console.violations(rules)
  // At 360 pixels tables scroll in themselves, and the page does not scroll sideways.
  const excess = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  return (await page.evaluate<number>(excess)) > 0 ? [...found, 'scrolls sideways'] : found
}

/** Whatever is still on its way is looked at when it has arrived, and as it then stands. */
async function settled(page: Page): Promise<void> {
  const loading = page.getByText(/^(Loading|Looking for|Asking why|Following)/)
  await expect.poll(() => loading.filter({ visible: true }).count()).toBe(0)
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  )
}
