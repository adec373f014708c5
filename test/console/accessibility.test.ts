import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium, type Window } from '../support/chromium.ts'
import { PASSWORD, type Seed, seedDay } from '../support/console-seed.ts'
import { accountId, region, startServer, type TestServer } from '../support/server.ts'

const component = `arn:aws:greengrass:${region}:${accountId}:components:com.example.Seed:versions:1.0.0`

/** Each page by what heads it once it is there. */
const pages: readonly (readonly [place: string, heading: RegExp])[] = [
  ['#/', /^Dashboard/],
  ['#/events?show=all', /^Event history/],
  ['#/entities/user/alice', /^alice/],
  ['#/trails', /^Trails/],
  ['#/trails/create', /^Name and place/],
  ['#/core-devices', /^Core devices/],
  ['#/components', /^Components/],
  ['#/components/create', /^Create component/],
  [`#/components/${encodeURIComponent(component)}`, /^com.example.Seed/],
  ['#/deployments', /^Deployments/],
  ['#/deployments/create', /^Specify target/],
  ['#/users', /^Users/],
  ['#/users/create', /^Create user/],
  ['#/users/alice', /^alice/],
  ['#/roles', /^Roles/],
  ['#/roles/Deployer', /^Deployer/],
  ['#/policies', /^Policies/],
  ['#/policies/create', /^Create policy/],
  ['#/switch-role', /^Switch role/],
]

const windows: readonly Window[] = [
  { width: 1400, mode: 'light' },
  { width: 360, height: 740, mode: 'dark' },
]

describe.skipIf(!hasChromium)('the console for everybody', () => {
  let server: TestServer
  let seed: Seed
  let browser: Browser

  beforeAll(async () => {
    server = await startServer()
    seed = await seedDay(server)
    browser = await launchChromium()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await server.close()
  })

  test.each(windows)(
    'has no page on which axe finds anything, $width pixels wide and $mode',
    async (window) => {
      const console = await ConsolePage.open(browser, server.url, window)
      const { page } = console
      const found: string[] = []
      const look = async (place: string) => {
        // Whatever is still on its way in or out is looked at when it has arrived.
        await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => undefined)
        found.push(...(await console.violations()).map((violation) => `${place} ${violation}`))
        // At 360 pixels tables scroll in themselves, and the page does not scroll sideways.
        const excess = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
        if ((await page.evaluate<number>(excess)) > 0) found.push(`${place} scrolls sideways`)
      }
      await console.heading('Sign in to Waymark').waitFor()
      await look('sign-in')
      await console.signIn('admin', PASSWORD)
      await console.goTo(`#/?region=${region}`)
      for (const [place, heading] of pages) {
        await console.goTo(place)
        await console.heading(heading).first().waitFor()
        await look(place)
      }
      await console.goTo(`#/events?text=${seed.deploymentId}`)
      await page.getByRole('link', { name: 'CreateDeployment' }).click()
      await console.heading('CreateDeployment').waitFor()
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click()
        await look(`event: ${await tab.innerText()}`)
      }
      await console.goTo(`#/deployments/${seed.deploymentId}`)
      await console.heading('Nightly').waitFor()
      await look('deployment')
      expect(found).toEqual([])
      expect(console.troubles).toEqual([])
      await console.close()
    },
    120_000,
  )

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
