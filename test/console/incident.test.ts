import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { PASSWORD, type Seed, seedDay } from '../support/console-seed.ts'
import { region, startServer, type TestServer } from '../support/server.ts'

/** How the seed's deployment is found. */
interface Way {
  readonly label: string
  readonly field: string
  readonly valueIn: (seed: Seed) => string
}

/**
 * Somebody wants to know who deployed to the fleet: they sign in, find the deployment's event, open it, follow who did it and
 * compare it with one that was refused. Each step is asserted by what is seen, and by the event that looking at it left.
 */
describe.skipIf(!hasChromium)('an incident, from sign-in to who did it', () => {
  let server: TestServer
  let seed: Seed
  let browser: Browser
  let console: ConsolePage

  beforeAll(async () => {
    server = await startServer()
    seed = await seedDay(server)
    browser = await launchChromium()
    console = await ConsolePage.open(browser, server.url)
  })
  afterAll(async () => {
    expect(console?.troubles).toEqual([])
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  const grid = () => console.page.getByRole('grid', { name: 'Events' })
  const linkTo = (event: AuditEvent) => grid().locator(`a[href="#/events/${event.eventID}"]`)
  const eventsNamed = (eventName: string, inRegion: string) =>
    server.lookup(
      { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }] },
      inRegion,
    )

  /** The seed's deployment, as LookupEvents tells it, and the one that alice was refused. */
  async function deployments() {
    const events = await eventsNamed('CreateDeployment', region)
    const deployed = events.find(({ errorCode }) => errorCode === undefined)
    const refused = events.find(({ errorCode }) => errorCode === 'AccessDenied')
    if (!deployed || !refused) throw new Error('The seed has left other events than it should.')
    return { deployed, refused }
  }

  /** What the console has asked the server lately with an operation, as recorded: newest first. */
  async function asked(operation: string) {
    const events = await eventsNamed(operation, 'us-east-1')
    for (const event of events)
      expect(event).toMatchObject({
        eventSource: 'waymark.local',
        userIdentity: { type: 'IAMUser', userName: 'admin', sessionContext: {} },
        userAgent: expect.stringContaining('Mozilla/5.0') as string,
        readOnly: true,
        sessionCredentialFromConsole: 'true',
      })
    return events.map(({ requestParameters }) => requestParameters)
  }

  test('they sign in', async () => {
    await console.signIn('admin', PASSWORD)
    const [signedIn] = await eventsNamed('ConsoleLogin', 'us-east-1')
    expect(signedIn).toMatchObject({
      userIdentity: { type: 'IAMUser', userName: 'admin' },
      eventType: 'AwsConsoleSignIn',
      responseElements: { ConsoleLogin: 'Success' },
    })
  })

  const ways: readonly Way[] = [
    { label: 'Event name', field: 'eventName', valueIn: () => 'CreateDeployment' },
    { label: 'User name', field: 'username', valueIn: () => 'night-shift' },
    { label: 'Resource name', field: 'resourceName', valueIn: ({ deploymentId }) => deploymentId },
  ]

  test.each(ways)('they find it by its $field', async ({ label, field, valueIn }) => {
    const { page } = console
    const value = valueIn(seed)
    const { deployed } = await deployments()
    await console.goTo('#/events')
    await page.getByRole('link', { name: 'CreateThingGroup' }).waitFor()
    await page.getByRole('combobox', { name: 'Filter events' }).fill(`${label} = ${value}`)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'CreateThingGroup' }).waitFor({ state: 'detached' })
    await linkTo(deployed).waitFor()
    expect(page.url()).toContain(`f=${field}%7Eequals%7E${value}`)
    const filters = [
      { field: 'readOnly', operator: 'equals', values: ['false'] },
      { field, operator: 'equals', values: [value] },
    ]
    expect(await asked('SearchEvents')).toContainEqual(
      expect.objectContaining({ query: { filters } }),
    )
  })

  test('they open it, and see all that was recorded', async () => {
    const { page } = console
    const { deployed } = await deployments()
    await linkTo(deployed).click()
    await console.heading('CreateDeployment').waitFor()
    expect(page.url()).toMatch(new RegExp(`#/events/${deployed.eventID}$`))
    const text = await page.locator('main').innerText()
    const { eventID, requestID, userIdentity, userAgent } = deployed
    for (const value of [eventID, requestID, userIdentity.arn, userAgent])
      expect(text).toContain(value)
    await page.getByLabel('Find a member or value of the event').fill('deploymentName')
    const tree = page.locator('.json-tree')
    await expect.poll(() => tree.innerText()).not.toContain('eventVersion')
    expect(await tree.innerText()).toContain('deploymentName: "Nightly"')
    expect((await asked('GetEvent'))[0]).toEqual({ eventId: eventID })
  })

  test('they follow who did it, back to the user behind the role', async () => {
    const { page } = console
    const { deployed } = await deployments()
    await page.getByRole('tab', { name: 'Who did it' }).click()
    const panel = page.getByRole('tabpanel', { name: 'Who did it' })
    await panel.getByText('is behind it').waitFor()
    const [first, second] = await panel.getByRole('listitem').allInnerTexts()
    expect(first).toContain('user/admin')
    expect(second).toContain('assumed-role/Deployer/night-shift')
    const [assumed] = await eventsNamed('AssumeRole', region)
    const link = panel.getByRole('link', { name: 'AssumeRole' })
    expect(await link.getAttribute('href')).toBe(`#/events/${assumed?.eventID}`)
    expect(await asked('SearchEvents')).toContainEqual(
      expect.objectContaining({
        query: expect.objectContaining({ text: deployed.userIdentity.principalId }) as unknown,
      }),
    )
  })

  test('they compare it with one that was refused', async () => {
    const { page } = console
    const { deployed, refused } = await deployments()
    await console.goTo('#/events?f=eventName~equals~CreateDeployment')
    for (const event of [deployed, refused]) await linkTo(event).waitFor()
    for (const box of await page.getByRole('checkbox', { name: /^Select CreateDeployment/ }).all())
      await box.check({ force: true })
    await page.getByRole('link', { name: 'Compare 2 events' }).click()
    const differences = page.getByRole('table', { name: 'Differences' })
    await differences.getByText('"AccessDenied"').waitFor()
    const text = await differences.innerText()
    for (const { userIdentity } of [deployed, refused]) expect(text).toContain(userIdentity.arn)
    expect(text).not.toContain('eventVersion')
    const read = (await asked('GetEvent')).slice(0, 2)
    const both = [deployed, refused].map(({ eventID: eventId }) => ({ eventId }))
    expect(new Set(read)).toEqual(new Set(both))
  })
})
