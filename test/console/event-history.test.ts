import { CreateThingCommand } from '@aws-sdk/client-iot'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { PASSWORD, type Seed, seedDay } from '../support/console-seed.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** Ends only what hangs. */
const soon = { timeout: 60_000 }

describe.skipIf(!hasChromium)('event history in a browser', () => {
  let server: TestServer
  let seed: Seed
  let browser: Browser
  let console: ConsolePage

  beforeAll(async () => {
    server = await startServer()
    seed = await seedDay(server)
    browser = await launchChromium()
    console = await ConsolePage.open(browser, server.url)
    await console.signIn('admin', PASSWORD)
  }, 60_000)
  afterAll(async () => {
    expect(console?.troubles).toEqual([])
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  const grid = () => console.page.getByRole('grid', { name: 'Events' })
  /** The names of the events shown, newest first; none while they are loading. */
  const shown = () => grid().getByRole('rowheader').getByRole('link').allInnerTexts()

  test('finds a deployment by a property, by words and by its error', async () => {
    const { page } = console
    await console.goTo('#/events')
    await page
      .getByRole('combobox', { name: 'Filter events' })
      .fill('Event name = CreateDeployment')
    await page.keyboard.press('Enter')
    await expect.poll(shown, soon).toEqual(['CreateDeployment', 'CreateDeployment'])
    expect(page.url()).toContain('f=eventName%7Eequals%7ECreateDeployment')

    await console.goTo(`#/events?text=${seed.deploymentId}`)
    // The job that the deployment makes is a call of its own.
    await expect.poll(shown, soon).toEqual(['CreateJob', 'CreateDeployment'])
    expect(await grid().innerText()).toContain('night-shift')

    await console.goTo('#/events')
    await page.getByText('Denied', { exact: true }).click()
    await expect.poll(shown, soon).toEqual(['CreateDeployment'])
    expect(await grid().innerText()).toContain('AccessDenied')
  })

  test('shows only a value that is clicked, or all but it', async () => {
    const { page } = console
    await console.goTo('#/events')
    await page.getByRole('button', { name: 'Only User name night-shift' }).first().click()
    await expect.poll(shown, soon).toContain('CreateDeployment')
    await expect.poll(shown, soon).not.toContain('CreateThingGroup')
    await page.goBack()
    await expect.poll(shown, soon).toContain('CreateThingGroup')
    await page.getByRole('button', { name: 'Exclude User name admin' }).first().click()
    await expect.poll(() => grid().innerText(), soon).toMatch(/alice[^]*night-shift/)
    expect(await grid().innerText()).not.toMatch(/\sadmin\s/)
  })

  test('says why a call was denied', async () => {
    const { page } = console
    await console.goTo('#/events?show=denied')
    await page.getByRole('link', { name: 'CreateDeployment' }).click()
    await page.getByRole('tab', { name: 'Why denied' }).click()
    await page.getByText('No statement that applies allows it.').waitFor()
    const statements = page.getByRole('table', { name: 'Statements looked at' })
    expect(await statements.innerText()).toMatch(/inline\s.*Reading\s.*Allow\s.*does not match/s)
    await expect
      .poll(() => server.lookup({ MaxResults: 10 }, 'us-east-1'))
      .toContainEqual(
        expect.objectContaining({
          eventName: 'ExplainDenial',
          userAgent: expect.stringContaining('Mozilla/5.0') as string,
          sessionCredentialFromConsole: 'true',
        }),
      )
  })

  test('narrows the time to what is dragged over', async () => {
    const { page } = console
    await console.goTo('#/events?show=all')
    const chart = page.getByRole('img', { name: /events over time/ })
    const box = await chart.boundingBox()
    expect(box).not.toBeNull()
    const { x, y, width } = box ?? { x: 0, y: 0, width: 0 }
    await page.mouse.move(x + width * 0.1, y + 20)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.4, y + 20, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => page.url()).toMatch(/[?&]from=\d{10}&to=\d{10}/)
    const { searchParams } = new URL(page.url().replace('#/', ''))
    expect(Number(searchParams.get('to'))).toBeGreaterThan(Number(searchParams.get('from')))
    expect(searchParams.get('show')).toBe('all')
  })

  test('shows a new event by itself', async () => {
    await console.goTo('#/events?f=eventName~equals~CreateThing')
    await console.page.getByText('Nothing that happened matches').waitFor()
    await server.clients().iot.send(new CreateThingCommand({ thingName: 'press-9' }))
    await expect.poll(shown, soon).toEqual(['CreateThing'])
  })

  test('leaves the place of whoever has scrolled, and says how many new events wait', async () => {
    const { page } = console
    const { sts } = server.clients()
    await Promise.all(Array.from({ length: 60 }, () => sts.send(new GetCallerIdentityCommand({}))))
    await console.goTo('#/events?show=all&f=eventName~equals~GetCallerIdentity')
    await expect.poll(shown, soon).toHaveLength(50)
    await page.mouse.move(700, 600)
    await page.mouse.wheel(0, 800)
    const scrolled = () => page.evaluate<number>('scrollY')
    await expect.poll(scrolled).toBeGreaterThan(600)
    const before = await scrolled()
    await sts.send(new GetCallerIdentityCommand({}))
    const waiting = page.getByRole('button', { name: '1 new event' })
    await waiting.waitFor()
    expect(await scrolled()).toBe(before)
    expect(await shown()).toHaveLength(50)
    await waiting.click()
    await expect.poll(shown, soon).toHaveLength(51)
    expect(await scrolled()).toBe(0)
  })
})
