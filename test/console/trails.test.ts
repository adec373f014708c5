import { GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { PASSWORD, seedDay } from '../support/console-seed.ts'
import { region, startServer, type TestServer } from '../support/server.ts'

describe.skipIf(!hasChromium)('trails in a browser', () => {
  let server: TestServer
  let browser: Browser
  let console: ConsolePage

  beforeAll(async () => {
    server = await startServer({ deliveryIntervalMs: 500 })
    await seedDay(server)
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

  test('are made with their bucket, and deliver a first file', async () => {
    const { page } = console
    await console.goTo(`#/trails/create?region=${region}`)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('A name has 3 to 128 characters.').waitFor()
    await page.getByLabel('Trail name').fill('main')
    await page.getByLabel('Bucket', { exact: true }).fill('audit-logs')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('radio', { name: 'Write only' }).check({ force: true })
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Create trail' }).click()
    await console.heading('main').waitFor()
    await page.getByText('Write management events').waitFor()
    expect(await server.lookup({ MaxResults: 50 })).toContainEqual(
      expect.objectContaining({
        eventName: 'CreateTrail',
        requestParameters: expect.objectContaining({ name: 'main' }) as unknown,
        sessionCredentialFromConsole: 'true',
      }),
    )
    await expect
      .poll(() => server.logged('audit-logs').map(({ eventName }) => eventName))
      .toContain('StartLogging')
  })

  test('are stopped, started and deleted', async () => {
    const { page } = console
    const { cloudtrail } = server.clients()
    const isLogging = async () =>
      (await cloudtrail.send(new GetTrailStatusCommand({ Name: 'main' }))).IsLogging
    await page.getByRole('button', { name: 'Stop logging' }).click()
    await page.getByText('Logging is off.').waitFor()
    expect(await isLogging()).toBe(false)
    await page.getByRole('button', { name: 'Start logging' }).click()
    await page.getByText('Logging is on.').waitFor()
    expect(await isLogging()).toBe(true)
    await page.getByRole('button', { name: 'Delete trail' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('There is no trail').waitFor()
    const [event] = await server.lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'DeleteTrail' }],
    })
    expect(event).toMatchObject({ userIdentity: { userName: 'admin' } })
  })
})
