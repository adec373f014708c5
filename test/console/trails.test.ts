import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { eventAfter } from '../support/console-events.ts'
import { PASSWORD, seedDay } from '../support/console-seed.ts'
import { recordsOf } from '../support/faulty-bucket.ts'
import { accountId, region, startServer, type TestServer } from '../support/server.ts'

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
  })
  afterAll(async () => {
    expect(console?.troubles).toEqual([])
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  const after = (eventName: string, notice: string) =>
    eventAfter(console, server, { eventName, notice })
  const eventsOf = (eventName: string) =>
    server.lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
    })
  const status = () => server.clients().cloudtrail.send(new GetTrailStatusCommand({ Name: 'main' }))

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
    const created = await after('CreateTrail', 'Trail main is created and logging.')
    expect(created).toMatchObject({
      requestParameters: { name: 'main', s3BucketName: 'audit-logs', isMultiRegionTrail: true },
    })
    const selected = await eventsOf('PutEventSelectors')
    expect(selected[0]).toMatchObject({
      requestParameters: { eventSelectors: [{ readWriteType: 'WriteOnly' }] },
    })
    const [started] = await eventsOf('StartLogging')
    const files = page.getByRole('grid', { name: 'Log files of today (UTC)' })
    const first = files.getByRole('rowheader').first()
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Look for log files' }).click()
        return first.isVisible()
      })
      .toBe(true)
    const key = await first.innerText()
    expect(key).toMatch(
      new RegExp(`^AWSLogs/${accountId}/CloudTrail/${region}/.*_CloudTrail_.*json\\.gz$`),
    )
    const records = recordsOf(readFileSync(join(server.data, 'buckets/audit-logs', key)))
    expect(records).toContainEqual(started)
    await console.goTo(`#/events/${started?.eventID}`)
    await page.getByRole('tab', { name: 'Log file' }).click()
    await page.getByText(`s3://audit-logs/${key}`).waitFor()
    await page.goBack()
    await console.heading('main').waitFor()
  })

  test('are stopped, started and deleted', async () => {
    const { page } = console
    const isLogging = async () => (await status()).IsLogging
    await page.getByRole('button', { name: 'Stop logging' }).click()
    await page.getByText('Logging is off.').waitFor()
    expect(await isLogging()).toBe(false)
    await after('StopLogging', 'Logging is off.')
    await page.getByRole('button', { name: 'Start logging' }).click()
    await page.getByText('Logging is on.').waitFor()
    expect(await isLogging()).toBe(true)
    await after('StartLogging', 'Logging is on.')
    await page.getByRole('button', { name: 'Delete trail' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('There is no trail').waitFor()
    expect(await after('DeleteTrail', 'The trail is deleted.')).toMatchObject({
      requestParameters: { name: expect.stringMatching(/:trail\/main$/) as string },
    })
  })
})
