import type { FoundEvent, SearchField } from '../api/waymark-search.ts'

/** What each searchable field is called on the page. */
export const fieldLabels: Readonly<Record<SearchField, string>> = {
  eventName: 'Event name',
  eventSource: 'Event source',
  username: 'User name',
  readOnly: 'Read-only',
  errorCode: 'Error code',
  sourceIPAddress: 'Source IP address',
  awsRegion: 'AWS region',
  accessKeyId: 'AWS access key',
  resourceName: 'Resource name',
  resourceType: 'Resource type',
  eventId: 'Event ID',
  principalArn: 'Principal ARN',
  userAgent: 'User agent',
  eventType: 'Event type',
  requestId: 'Request ID',
}

/** An event as recorded: as a tree, because its members are as many as the services' inputs. */
export interface EventDocument {
  readonly [member: string]: unknown
}

export function documentOf(event: FoundEvent): EventDocument {
  return JSON.parse(event.cloudTrailEvent) as EventDocument
}

/** A text member, by its path; the empty text when it is not there or no text. */
export function textAt(document: unknown, ...path: readonly string[]): string {
  const value = valueAt(document, ...path)
  return typeof value === 'string' ? value : ''
}

export function valueAt(document: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined,
    document,
  )
}

/** The values of a field, as filters compare them. */
export function valuesOf(event: FoundEvent, field: SearchField): readonly string[] {
  switch (field) {
    case 'readOnly':
      return [String(event.readOnly)]
    case 'resourceName':
      return event.resources.map(({ name }) => name)
    case 'resourceType':
      return [...new Set(event.resources.map(({ type }) => type))]
    case 'userAgent':
      return [textAt(documentOf(event), 'userAgent')]
    case 'eventType':
      return [textAt(documentOf(event), 'eventType')]
    case 'requestId':
      return [textAt(documentOf(event), 'requestID')]
    case 'eventName':
    case 'eventSource':
    case 'username':
    case 'errorCode':
    case 'sourceIPAddress':
    case 'awsRegion':
    case 'accessKeyId':
    case 'eventId':
    case 'principalArn':
      return event[field] === undefined ? [] : [event[field]]
  }
}
