import { readFile } from 'node:fs/promises'
import { GetDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import type { Browser, Request } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { PASSWORD, seedDay } from '../support/console-seed.ts'
import { withPastEvents } from '../support/past-events.ts'
import { startServer, type TestServer } from '../support/server.ts'

const searching = '**/waymark/SearchEvents'

/** Enough for three pages of a download. */
const COUNT = 4_500

describe.skipIf(!hasChromium)('downloads in a browser', () => {
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
  beforeEach(() => withoutPicker())
  afterAll(async () => {
    expect(console?.troubles).toEqual([])
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  const withoutPicker = () => console.page.evaluate('globalThis.showSaveFilePicker = undefined')

  /** Somebody chooses a place at once: a real file of the browser's own folder. */
  const withPicker = () =>
    console.page.evaluate(`globalThis.showSaveFilePicker = async ({ suggestedName }) => {
      const folder = await navigator.storage.getDirectory()
      return (globalThis.chosen = await folder.getFileHandle(suggestedName, { create: true }))
    }`)
  const chosenText = () =>
    console.page.evaluate<string>('chosen.getFile().then((file) => file.text())')

  async function show(eventName: string): Promise<void> {
    await console.goTo(`#/events?show=all&f=eventName~equals~${eventName}`)
    await console.page.getByRole('link', { name: eventName, exact: true }).first().waitFor()
  }

  async function choose(format: 'CSV' | 'JSON'): Promise<void> {
    await console.page.getByRole('button', { name: 'Download events' }).click()
    await console.page.getByRole('menuitem', { name: `Download as ${format}` }).click()
  }

  async function downloaded(format: 'CSV' | 'JSON'): Promise<string> {
    const [download] = await Promise.all([console.page.waitForEvent('download'), choose(format)])
    return readFile(await download.path(), 'utf8')
  }

  const isDownload = (request: Request) =>
    request.postData()?.includes('"maxResults":2000') === true

  /** Calls of downloads, as they are recorded. */
  async function recordedPages(): Promise<number> {
    const named = { AttributeKey: 'EventName', AttributeValue: 'SearchEvents' } as const
    const events = await server.lookup({ LookupAttributes: [named] }, 'us-east-1')
    const isPage = ({ requestParameters }: AuditEvent) =>
      JSON.stringify(requestParameters).includes('"maxResults":2000')
    return events.filter(isPage).length
  }

  test('hold what the filter shows, as CSV', async () => {
    await show('CreateDeployment')
    const text = await downloaded('CSV')
    expect(text.trimEnd().split('\r\n')).toHaveLength(3)
    expect(text).toContain('"CreateDeployment"')
  })

  test('hold what the filter shows, as JSON', async () => {
    await show('CreateDeployment')
    const { Records } = JSON.parse(await downloaded('JSON')) as { Records: AuditEvent[] }
    const recorded = await server.lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateDeployment' }],
    })
    expect(Records).toEqual(recorded)
  })

  test('hold every event once and in order while new ones arrive, in few calls', async () => {
    await show('GetDeployment')
    const before = await recordedPages()
    const { greengrass } = server.clients()
    await console.page.route(searching, async (route) => {
      const isLater = route.request().postData()?.includes('"nextToken"')
      if (isDownload(route.request()) && isLater)
        await greengrass.send(new GetDeploymentCommand({ deploymentId: 'none' })).catch(() => 0)
      await route.continue()
    })
    const { Records } = JSON.parse(await downloaded('JSON')) as { Records: AuditEvent[] }
    await console.page.unroute(searching)
    expect(Records.map(({ eventID }) => eventID)).toEqual(ids)
    expect((await recordedPages()) - before).toBe(3)
    await console.page.getByText('4,500 events downloaded.').waitFor()
  })

  test('are written piece by piece into the file that somebody chose', async () => {
    await show('GetDeployment')
    await withPicker()
    await choose('CSV')
    await console.page.getByText('4,502 events downloaded.').waitFor()
    const rows = (await chosenText()).trimEnd().split('\r\n').slice(1)
    expect(rows.slice(2).map((row) => row.split('"')[1])).toEqual(ids)
  })

  test('stop where they are cancelled: no further call, no file, and it says so', async () => {
    const { page } = console
    await show('GetDeployment')
    await withPicker()
    const before = await recordedPages()
    const second = Promise.withResolvers<void>()
    let asked = 0
    await page.route(searching, async (route) => {
      if (isDownload(route.request()) && ++asked === 2) await second.promise
      await route.continue().catch(() => undefined)
    })
    await choose('JSON')
    await page.getByText(/^2,000 of 4,50\d$/).waitFor()
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByText('The download was cancelled after 2,000 events.').waitFor()
    second.resolve()
    await Promise.all([
      page.waitForResponse('**/waymark/CountEvents'),
      page.getByRole('button', { name: 'Look again' }).click(),
    ])
    await page.unroute(searching)
    expect((await recordedPages()) - before).toBe(1)
    expect(await chosenText()).toBe('')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })
})
