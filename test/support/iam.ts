import { expect } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { accountId, type TestServer } from './server.ts'

/** Where IAM's events are. */
export const iamRegion = 'us-east-1'

export const arn = (rest: string) => `arn:aws:iam::${accountId}:${rest}`

export const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** A document that allows one action on everything. */
export const allowing = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  })

export const trusting = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  })

/** What an error of IAM's looks like to the SDK. */
export const failure = (name: string, message: string | RegExp) => ({
  name,
  message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
})

/** The newest event of an operation. */
export async function lastEvent(server: TestServer, eventName: string): Promise<AuditEvent> {
  const attribute = { AttributeKey: 'EventName' as const, AttributeValue: eventName }
  const [event] = await server.lookup({ LookupAttributes: [attribute], MaxResults: 1 }, iamRegion)
  if (!event) throw new Error(`no ${eventName} was recorded`)
  return event
}

interface Page {
  readonly IsTruncated?: boolean | undefined
  readonly Marker?: string | undefined
}

/** Everything that pages of one item each hold, to the end. */
export async function allPages<P extends Page, T>(
  ask: (paging: { MaxItems: number; Marker?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<T[]> {
  const items: T[] = []
  let marker: string | undefined
  do {
    const page = await ask({ MaxItems: 1, ...(marker === undefined ? {} : { Marker: marker }) })
    items.push(...(itemsOf(page) ?? []))
    if (Boolean(page.IsTruncated) !== (page.Marker !== undefined))
      throw new Error('a page is cut exactly when it has a marker')
    marker = page.Marker
  } while (marker !== undefined)
  return items
}
