import { CreateDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import { GetUserCommand } from '@aws-sdk/client-iam'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { PASSWORD, seedDay, targetArn } from '../support/console-seed.ts'
import { markupPayloads } from '../support/markup-payloads.ts'
import { region, startServer, type TestServer } from '../support/server.ts'

/**
 * Every payload goes into a user agent, a deployment's name and configuration, and an error message; then whoever signs in
 * looks at all of them. The content security policy would stop most; here nothing may even become an element.
 */
describe.skipIf(!hasChromium)('markup in what others control', () => {
  let server: TestServer
  let browser: Browser
  let console: ConsolePage

  beforeAll(async () => {
    server = await startServer()
    await seedDay(server)
    for (const payload of markupPayloads) await record(payload)
    browser = await launchChromium()
    console = await ConsolePage.open(browser, server.url)
    await console.page.evaluate('globalThis.payload = () => { globalThis.hasRun = true }')
    await console.page.evaluate(`localStorage.setItem('waymark-preferences', '${preferences}')`)
    await console.page.reload()
    await console.signIn('admin', PASSWORD)
  })
  afterAll(async () => {
    await browser?.close()
    await server.close()
  })

  async function record(payload: string): Promise<void> {
    const { greengrass, iam } = server.clients()
    for (const client of [greengrass, iam])
      client.middlewareStack.add(
        (next) => (args) => {
          const { headers } = args.request as { headers: Record<string, string> }
          headers['user-agent'] = payload
          return next(args)
        },
        { step: 'finalizeRequest', priority: 'low' },
      )
    const merge = JSON.stringify({ [payload]: payload })
    await greengrass.send(
      new CreateDeploymentCommand({
        targetArn,
        deploymentName: payload,
        components: {
          'com.example.Seed': { componentVersion: '1.0.0', configurationUpdate: { merge } },
        },
      }),
    )
    await iam.send(new GetUserCommand({ UserName: payload })).catch(() => undefined)
  }

  /** How many times a payload is there as text; and that none is there as anything else. */
  async function shownAsText(): Promise<number> {
    const { page } = console
    const alive = `document.querySelectorAll('[data-payload], a[href^="javascript:" i]').length`
    expect(await page.evaluate(alive)).toBe(0)
    expect(await page.evaluate('globalThis.hasRun')).toBeUndefined()
    expect(page.url().startsWith(server.url)).toBe(true)
    return (await page.locator('body').innerText()).split('payload()').length - 1
  }

  test('has 200 of them', () => {
    expect(new Set(markupPayloads).size).toBe(200)
  })

  test('is text in event history, all the way down', async () => {
    const { page } = console
    for (const name of ['CreateDeployment', 'GetUser']) {
      await console.goTo(`#/events?show=all&f=eventName~equals~${name}`)
      const row = (place: number) => page.locator(`tr[aria-rowindex="${place + 1}"]`)
      for (const place of [1, 25, 50, 75, 100, 125, 150, 175, 200]) {
        await row(place).scrollIntoViewIfNeeded()
        expect(await shownAsText()).toBeGreaterThan(20)
      }
    }
  })

  test('is text on events’ pages and in comparisons', async () => {
    const { page } = console
    const events = await server.lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateDeployment' }],
      MaxResults: 20,
    })
    for (const { eventID } of events) {
      await console.goTo(`#/events/${eventID}`)
      await page.getByText('userIdentity').first().waitFor()
      await shownAsText()
    }
    const ids = events.slice(0, 5).map(({ eventID }) => `id=${eventID}`)
    await console.goTo(`#/compare?${ids.join('&')}`)
    await page.getByRole('table', { name: 'Differences' }).getByText('userAgent').waitFor()
    expect(await shownAsText()).toBeGreaterThan(5)
  })

  test('is text among the values that the filter offers', async () => {
    const { page } = console
    await console.goTo('#/events?show=all')
    const filter = page.getByRole('combobox', { name: 'Filter events' })
    await filter.fill('User agent = ')
    await page.getByRole('option').nth(20).waitFor()
    expect(await shownAsText()).toBeGreaterThan(20)
  })

  test('is text on Greengrass’ pages', async () => {
    const { page } = console
    await console.goTo(`#/deployments?region=${region}`)
    await page.getByText('Earlier revisions too').click()
    await page.getByRole('link', { name: 'payload()' }).nth(10).waitFor()
    expect(await shownAsText()).toBeGreaterThan(10)
    await page.getByRole('link', { name: 'payload()' }).first().click()
    await page.getByRole('table', { name: 'Components' }).waitFor()
    expect(await shownAsText()).toBeGreaterThan(2)
  })
})

const preferences = JSON.stringify({
  eventColumns: ['eventName', 'eventTime', 'userAgent', 'resourceName', 'errorCode'],
})
