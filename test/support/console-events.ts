import { expect } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import type { ConsolePage } from './chromium.ts'
import { region, type TestServer } from './server.ts'

interface Expected {
  /** What the page says after the action; beside it is the link to its event. */
  readonly notice: string
  readonly eventName: string
  readonly userName?: string
  readonly inRegion?: string
}

/**
 * What an action in the console left: the link beside its notice leads to the event's page, Event history has the event
 * first among those of its name, and both are the event that LookupEvents tells. Comes back to where it was.
 */
export async function eventAfter(
  console: ConsolePage,
  server: TestServer,
  { notice, eventName, userName = 'admin', inRegion = region }: Expected,
): Promise<AuditEvent> {
  const { page } = console
  const place = page.url()
  const link = page.getByText(notice).getByRole('link', { name: 'View its event' }).first()
  await link.click()
  await console.heading(eventName).waitFor()
  const byName = [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }]
  const [event] = await server.lookup({ LookupAttributes: byName, MaxResults: 1 }, inRegion)
  if (!event) throw new Error(`LookupEvents knows no ${eventName}.`)
  expect(page.url()).toMatch(new RegExp(`#/events/${event.eventID}$`))
  expect(event).toMatchObject({
    userIdentity: { type: 'IAMUser', userName, sessionContext: {} },
    userAgent: expect.stringContaining('Mozilla/5.0') as string,
    sessionCredentialFromConsole: 'true',
  })
  await console.goTo(`#/events?f=eventName~equals~${eventName}`)
  const newest = page.getByRole('grid', { name: 'Events' }).getByRole('rowheader').first()
  const found = newest.getByRole('link', { name: eventName })
  expect(await found.getAttribute('href')).toBe(`#/events/${event.eventID}`)
  await page.goto(place)
  return event
}
