import { expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import type { EventResource } from '../audit/audit-event.ts'
import { eventText } from './event-of.ts'
import { splitEvent } from './split-event.ts'

const EVENT_BYTES_MAX = 256 * 1024

const bucket: EventResource = {
  accountId: '123456789012',
  type: 'AWS::S3::Bucket',
  ARN: 'arn:aws:s3:::logs',
}
const objects = (count: number, key: string): EventResource[] =>
  Array.from({ length: count }, (_, i) => ({
    type: 'AWS::S3::Object',
    ARN: `arn:aws:s3:::logs/${key}${i}`,
  }))
const ids = () => {
  let last = 0
  return () => `id-${++last}`
}

test.each([
  ['none', []],
  ['one object', objects(1, 'k')],
  ['a thousand short ones', objects(1000, 'k')],
])('an event of %s stays one', (_what, named) => {
  const event = auditEvent({ resources: [...named, bucket] })
  expect(splitEvent(event, ids())).toEqual([event])
})

test.each(['x'.repeat(900), '軸'.repeat(300), '\u0001'.repeat(900)])(
  'an event of a thousand long keys is several, and every key is in one of them: %j',
  (key) => {
    const named = objects(1000, key)
    const requestParameters = { Delete: named }
    const event = auditEvent({
      requestParameters,
      resources: [...named, bucket],
      sharedEventID: 'shared',
    })
    const parts = splitEvent(event, ids())
    expect(parts.length).toBeGreaterThan(5)
    expect(parts.flatMap(({ resources = [] }) => resources.slice(0, -1))).toEqual(named)
    for (const part of parts) {
      expect(part.resources?.at(-1)).toEqual(bucket)
      expect(part.requestParameters).toMatchObject({ omitted: true })
      expect(Object.keys(part)).toEqual(Object.keys(event))
      expect(Buffer.byteLength(eventText(part))).toBeLessThan(EVENT_BYTES_MAX)
    }
    expect(parts[0]?.eventID).toBe(event.eventID)
    for (const member of ['eventID', 'sharedEventID'] as const)
      expect(new Set(parts.map((part) => part[member])).size).toBe(parts.length)
    expect(new Set(parts.map(({ requestID }) => requestID)).size).toBe(1)
  },
)
