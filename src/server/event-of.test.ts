import { describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import { cut, eventText } from './event-of.ts'

const LIMIT = 100 * 1024
/** What `{"text":""}` takes. */
const FRAME = 11

const written = (members: Partial<AuditEvent>) =>
  JSON.parse(eventText(auditEvent(members))) as AuditEvent

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
describe('a payload of an event', () => {
  test.each(['requestParameters', 'responseElements'] as const)(
    '%s is written up to 100 KB and left out beyond',
    (name) => {
      const whole = { text: 'x'.repeat(LIMIT - FRAME) }
      expect(written({ [name]: whole })).toEqual(auditEvent({ [name]: whole }))
      expect(written({ [name]: { text: `${whole.text}x` } })[name]).toEqual({
        reason: `${name} too large`,
        omitted: true,
        originalSize: LIMIT + 1,
      })
    },
  )

  test.each(['é', '軸', '😀'])(
    'is measured in bytes, whatever it is written in: %s',
    (character) => {
      const bytes = Buffer.byteLength(character)
      const count = Math.floor((LIMIT - FRAME) / bytes)
      const whole = { text: character.repeat(count) }
      expect(written({ requestParameters: whole }).requestParameters).toEqual(whole)
      expect(
        written({ requestParameters: { text: character.repeat(count + 1) } }).requestParameters,
      ).toMatchObject({ omitted: true, originalSize: FRAME + (count + 1) * bytes })
    },
  )

  test('takes only itself out of the event', () => {
    const responseElements = { text: 'x'.repeat(LIMIT - FRAME) }
    const event = written({ requestParameters: { text: 'x'.repeat(LIMIT) }, responseElements })
    expect(event.responseElements).toEqual(responseElements)
    expect(Object.keys(event)).toEqual(Object.keys(auditEvent()))
  })
})

test('a text is cut at 1 KB, never inside a character', () => {
  expect(cut('x'.repeat(1024))).toHaveLength(1024)
  expect(cut('x'.repeat(1025))).toHaveLength(1024)
  expect(cut('軸'.repeat(1024))).toBe('軸'.repeat(341))
  expect(cut('😀'.repeat(257))).toBe('😀'.repeat(256))
})
