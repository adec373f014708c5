import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import { type AuditEvent, HISTORY_DAYS } from '../audit/audit-event.ts'
import type { Clock } from '../base/clock.ts'
import type { Follower } from '../ledger/follower.ts'
import {
  type EventHistory,
  type HistoryEvent,
  type LookupAttributeKey,
  type LookupQuery,
} from './event-history.ts'

export interface OpenedHistory {
  readonly history: EventHistory & Follower
  close(): Promise<void>
}

const nowMs = Date.parse('2026-07-21T00:00:00Z')
const DAY_MS = 24 * 60 * 60 * 1000
const here = { accountId: '111122223333', region: 'us-west-2', limit: 50 }
const awkward = [
  `O'Brien's`,
  'say "no"',
  'a,b',
  '"],["AWS::IAM::User","mallory"]',
  String.raw`back\slash`,
  '100%',
  '_',
  '?',
  '$1',
  'Ångström 機器 😀',
  'line\nbreak',
]

/** What every event history has to do, whatever it is kept in. Call it in a `describe` of the engine's name. */
export function eventHistoryContract(open: (clock: Clock) => Promise<OpenedHistory>): void {
  let opened: OpenedHistory
  let history: EventHistory & Follower
  beforeEach(async () => {
    opened = await open({ now: () => nowMs })
    history = opened.history
  })
  afterEach(() => opened.close())

  /** Follows the cursor with these events; each one's id is what it is called in the test. */
  async function feed(events: Readonly<Record<string, Partial<AuditEvent>>>): Promise<void> {
    const after = await history.cursor()
    await history.accept(
      Object.entries(events).map(([eventID, members], i) => ({
        position: after + i + 1,
        json: JSON.stringify(auditEvent({ eventID, ...members })),
      })),
    )
  }

  async function find(query: Partial<LookupQuery> = {}): Promise<string[]> {
    const { events } = await history.lookup({ ...here, ...query }, await history.cursor())
    return events.map(({ eventId }) => eventId)
  }

  const by = (key: LookupAttributeKey, value: string) => find({ attribute: { key, value } })

  describe('finds', () => {
    test('an event by each attribute that it has, and by no other value', async () => {
      const wanted: Readonly<Record<LookupAttributeKey, string>> = {
        EventId: 'wanted',
        EventName: 'CreateUser',
        ReadOnly: 'false',
        Username: 'root',
        ResourceType: 'AWS::IAM::User',
        ResourceName: 'bob',
        EventSource: 'iam.amazonaws.com',
        AccessKeyId: 'AKIAEXAMPLEROOT11111',
      }
      await feed({
        other: {},
        wanted: {
          eventName: 'CreateUser',
          readOnly: false,
          eventSource: 'iam.amazonaws.com',
          userIdentity: { type: 'Root', accessKeyId: 'AKIAEXAMPLEROOT11111' },
          requestParameters: { userName: 'bob' },
        },
      })
      for (const [key, value] of Object.entries(wanted) as [LookupAttributeKey, string][]) {
        expect([key, await by(key, value)]).toEqual([key, ['wanted']])
        for (const other of [
          swapCase(value),
          value.slice(1),
          value.slice(0, -1),
          `${value} `,
          '%',
          '',
        ])
          expect([key, other, await by(key, other)]).toEqual([key, other, []])
      }
      expect(await by('ReadOnly', 'true')).toEqual(['other'])
    })

    test.each(awkward)('the whole value %j and nothing like it', async (value) => {
      await feed({
        plain: { userIdentity: { type: 'IAMUser', userName: 'mallory' } },
        [value]: {
          eventSource: 'iam.amazonaws.com',
          userIdentity: { type: 'IAMUser', userName: value },
          requestParameters: { userName: value, groupName: 'Group' },
        },
        longer: {
          eventSource: 'iam.amazonaws.com',
          userIdentity: { type: 'IAMUser', userName: `${value}x` },
          requestParameters: { userName: `x${value}`, groupName: `${value}x` },
        },
      })
      for (const key of ['EventId', 'Username', 'ResourceName'] as const)
        expect([key, await by(key, value)]).toEqual([key, [value]])
      expect(await by('ResourceType', value)).toEqual([])
    })

    test('a name cannot pose as another name, nor as a type', async () => {
      const posing = '"],["AWS::IAM::Role","Admin"]'
      await feed({
        posing: { eventSource: 'iam.amazonaws.com', requestParameters: { userName: posing } },
        both: {
          eventSource: 'iam.amazonaws.com',
          requestParameters: { userName: 'Admin', groupName: 'AWS::IAM::Role' },
        },
      })
      expect(await by('ResourceName', 'Admin')).toEqual(['both'])
      expect(await by('ResourceType', 'AWS::IAM::Role')).toEqual([])
      expect(await by('ResourceType', 'Admin')).toEqual([])
      expect(await by('ResourceName', 'AWS::IAM::User')).toEqual([])
    })

    test('an event as it was written, beside what it is found by', async () => {
      const json = JSON.stringify(
        auditEvent({
          eventName: 'CreateUser',
          eventSource: 'iam.amazonaws.com',
          requestParameters: { userName: awkward.join(' ') },
        }),
      )
      await history.accept([{ position: 1, json }])
      const { events } = await history.lookup(here, 1)
      expect(events).toEqual([
        {
          position: 1,
          eventId: 'c0f3aa2c-af22-48c1-8161-bad4a2ab1841',
          eventName: 'CreateUser',
          readOnly: true,
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          timeMs: Date.parse('2026-07-20T09:15:42Z'),
          eventSource: 'iam.amazonaws.com',
          username: 'alice',
          resources: [{ type: 'AWS::IAM::User', name: awkward.join(' ') }],
          json,
        } satisfies HistoryEvent,
      ])
    })

    test('an event without user name, key or resources has none of the members', async () => {
      await feed({ bare: { userIdentity: { type: 'AWSService', invokedBy: 'x.amazonaws.com' } } })
      const { events } = await history.lookup(here, 1)
      expect(Object.keys(events[0] ?? {})).not.toContain('accessKeyId')
      expect(Object.keys(events[0] ?? {})).not.toContain('username')
      expect(events[0]?.resources).toEqual([])
    })

    test('only what the account received in the region', async () => {
      await feed({
        mine: {},
        elsewhere: { awsRegion: 'eu-west-1' },
        others: { recipientAccountId: '999988887777' },
      })
      expect(await find()).toEqual(['mine'])
      expect(await find({ region: 'eu-west-1' })).toEqual(['elsewhere'])
      expect(await find({ accountId: '999988887777' })).toEqual(['others'])
      expect(await find({ accountId: '999988887777', region: 'eu-west-1' })).toEqual([])
      expect(await find({ attribute: { key: 'EventId', value: 'others' } })).toEqual([])
    })

    test('a time range with both its ends', async () => {
      const at = (second: number) => Date.parse('2026-07-20T10:00:00Z') + second * 1000
      await feed({ t0: timed(at(0)), t1: timed(at(1)), t2: timed(at(2)), t3: timed(at(3)) })
      expect(await find({ fromMs: at(1), toMs: at(2) })).toEqual(['t2', 't1'])
      expect(await find({ fromMs: at(1) + 1, toMs: at(2) - 1 })).toEqual([])
      expect(await find({ fromMs: at(2) })).toEqual(['t3', 't2'])
      expect(await find({ toMs: at(0) })).toEqual(['t0'])
      expect(await find({ fromMs: -8.64e15, toMs: 8.64e15 })).toHaveLength(4)
      expect(await find({ fromMs: Number.MIN_SAFE_INTEGER, toMs: 1e300 })).toHaveLength(4)
    })

    test(`the last ${HISTORY_DAYS} days, whatever range is asked for`, async () => {
      const oldest = nowMs - HISTORY_DAYS * DAY_MS
      await feed({ old: timed(oldest - 1000), edge: timed(oldest), young: timed(oldest + 1000) })
      expect(await find()).toEqual(['young', 'edge'])
      expect(await find({ fromMs: 0 })).toEqual(['young', 'edge'])
      expect(await by('EventId', 'old')).toEqual([])
    })

    test('no data events', async () => {
      await feed({
        management: {},
        data: { managementEvent: false, eventCategory: 'Data' },
      })
      expect(await find()).toEqual(['management'])
      expect(await by('EventId', 'data')).toEqual([])
    })
  })

  describe('in order and pages', () => {
    test('newest first, and among equals the last one committed', async () => {
      const at = Date.parse('2026-07-20T10:00:00Z')
      await feed({ late: timed(at + 1000), first: timed(at), second: timed(at) })
      await feed({ third: timed(at), early: timed(at - 1000) })
      expect(await find()).toEqual(['late', 'third', 'second', 'first', 'early'])
      expect(await find({ limit: 2 })).toEqual(['late', 'third'])
    })

    test('pages neither repeat nor skip while new events arrive', async () => {
      const at = Date.parse('2026-07-20T10:00:00Z')
      const events = Array.from({ length: 23 }, (_, i) => [`e${i}`, timed(at + (i % 4) * 1000)])
      await feed(Object.fromEntries(events) as Record<string, Partial<AuditEvent>>)
      const whole = await find()
      const paged: string[] = []
      let before: LookupQuery['before']
      for (let arriving = 0; ; arriving++) {
        const page = await history.lookup({ ...here, limit: 5, ...(before ? { before } : {}) }, 0)
        paged.push(...page.events.map(({ eventId }) => eventId))
        if (!page.next) break
        before = page.next
        await feed({ [`new${arriving}`]: timed(at + 60_000) })
      }
      expect(paged).toEqual(whole)
      expect(await find({ limit: 2 })).toEqual(['new3', 'new2'])
    })

    test('a page that holds all there is has no next one', async () => {
      await feed({ a: {}, b: {} })
      expect((await history.lookup({ ...here, limit: 2 }, 2)).next).toBeUndefined()
      expect((await history.lookup({ ...here, limit: 1 }, 2)).next).toBeDefined()
      expect((await history.lookup({ ...here, region: 'eu-west-1' }, 2)).events).toEqual([])
    })
  })

  describe('following the ledger', () => {
    test('starts at 0, and its cursor is the last event accepted, shown or not', async () => {
      expect(await history.cursor()).toBe(0)
      await history.accept([])
      expect(await history.cursor()).toBe(0)
      await feed({ a: {}, b: { eventCategory: 'Data' } })
      expect(await history.cursor()).toBe(2)
    })

    test('passes over events at or before its cursor', async () => {
      const event = (position: number) => ({
        position,
        json: JSON.stringify(auditEvent({ eventID: `e${position}` })),
      })
      await history.accept([event(1), event(2)])
      await history.accept([event(1), event(2)])
      await history.accept([event(2), event(3)])
      expect(await find()).toEqual(['e3', 'e2', 'e1'])
      expect(await history.cursor()).toBe(3)
    })

    test('accepts all or nothing of events among which one cannot be read', async () => {
      const good = { position: 1, json: JSON.stringify(auditEvent({ eventID: 'good' })) }
      await expect(history.accept([good, { position: 2, json: '{"eventID":' }])).rejects.toThrow(
        'JSON',
      )
      expect([await history.cursor(), await find()]).toEqual([0, []])
      await history.accept([good])
      expect(await find()).toEqual(['good'])
    })

    test('answers nothing as of a position that it has not reached', async () => {
      await feed({ a: {} })
      await expect(history.lookup(here, 2)).rejects.toThrow('history is at 1, not yet at 2')
    })
  })
}

function timed(timeMs: number): Partial<AuditEvent> {
  return { eventTime: `${new Date(timeMs).toISOString().slice(0, 19)}Z` }
}

function swapCase(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
}
