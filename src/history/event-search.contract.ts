import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import type { Clock } from '../base/clock.ts'
import type { Follower } from '../ledger/follower.ts'
import type { EventSearch, SearchField, SearchFilter, SearchQuery } from './event-search.ts'
import { HISTORY_DAYS } from '../audit/audit-event.ts'

export interface OpenedSearch {
  readonly history: Follower & { readonly events: EventSearch }
  close(): Promise<void>
}

const nowMs = Date.parse('2026-07-21T00:00:00Z')
const HOUR_MS = 60 * 60 * 1000
const everything: SearchQuery = { accountId: '111122223333', filters: [], words: [] }

/** Texts that would be more than values if they were ever part of a statement. */
export const hostile = [
  `' or 1=1 --`,
  `'); drop table event; --`,
  `x' union select * from follower --`,
  '$1',
  '?',
  '%',
  '_',
  String.raw`\'`,
  '"],["AWS::IAM::User","mallory"]',
  '$[*][1]',
  'lambda item: true',
  '\u0000',
  '😀 Ångström',
]

const every: Readonly<Record<SearchField, string>> = {
  eventName: 'CreateUser',
  eventSource: 'iam.amazonaws.com',
  username: 'carol',
  readOnly: 'false',
  errorCode: 'AccessDenied',
  sourceIPAddress: '198.51.100.9',
  awsRegion: 'us-east-1',
  accessKeyId: 'AKIAEXAMPLECAROL1111',
  resourceName: 'bob',
  resourceType: 'AWS::IAM::User',
  eventId: 'wanted',
  principalArn: 'arn:aws:iam::111122223333:user/carol',
  userAgent: 'Mozilla/5.0',
  eventType: 'AwsApiCall',
  requestId: '99999999-0000-4000-8000-000000000000',
}

const wanted: Partial<AuditEvent> = {
  eventName: every.eventName,
  readOnly: false,
  eventSource: every.eventSource,
  errorCode: every.errorCode,
  sourceIPAddress: every.sourceIPAddress,
  awsRegion: every.awsRegion,
  userAgent: every.userAgent,
  requestID: every.requestId,
  userIdentity: {
    type: 'IAMUser',
    arn: every.principalArn,
    accessKeyId: every.accessKeyId,
    userName: every.username,
  },
  requestParameters: { userName: every.resourceName },
}

/** What every search has to do, whatever the events are kept in. Call it in a `describe` of the engine's name. */
export function eventSearchContract(open: (clock: Clock) => Promise<OpenedSearch>): void {
  let opened: OpenedSearch
  let history: OpenedSearch['history']
  beforeEach(async () => {
    opened = await open({ now: () => nowMs })
    history = opened.history
  })
  afterEach(() => opened.close())

  async function feed(events: Readonly<Record<string, Partial<AuditEvent>>>): Promise<void> {
    const after = await history.cursor()
    await history.accept(
      Object.entries(events).map(([eventID, members], i) => ({
        position: after + i + 1,
        json: JSON.stringify(auditEvent({ eventID, ...members })),
      })),
    )
  }

  async function find(query: Partial<SearchQuery> = {}, limit = 50): Promise<string[]> {
    const cursor = await history.cursor()
    const { events } = await history.events.search({ ...everything, ...query }, { limit }, cursor)
    return events.map(({ eventId }) => eventId)
  }

  const by = (filter: Partial<SearchFilter> & Pick<SearchFilter, 'field'>) =>
    find({ filters: [{ test: 'equals', isNegated: false, values: [], ...filter }] })

  describe('finds', () => {
    test('an event by each field, with each test, and its opposite', async () => {
      await feed({ wanted, other: {} })
      for (const [field, value] of Object.entries(every) as [SearchField, string][]) {
        const others = field === 'eventType' ? ['other'] : []
        const is = async (filter: Partial<SearchFilter>, expected: readonly string[]) =>
          expect([field, filter, await by({ field, ...filter })]).toEqual([field, filter, expected])
        await is({ values: [value] }, [...others, 'wanted'])
        await is({ values: ['none', value] }, [...others, 'wanted'])
        await is({ values: [value], isNegated: true }, others.length ? [] : ['other'])
        await is({ test: 'contains', values: [value.slice(1, -1).toUpperCase()] }, [
          ...others,
          'wanted',
        ])
        await is({ test: 'starts-with', values: [value.slice(0, -1).toUpperCase()] }, [
          ...others,
          'wanted',
        ])
        await is({ values: [value.slice(0, -1)] }, [])
        await is({ values: [], isNegated: true }, ['other', 'wanted'])
      }
    })

    test('events that have a field, and those that lack it', async () => {
      await feed({ wanted, other: { eventSource: 'sns.amazonaws.com' } })
      for (const field of ['errorCode', 'resourceName', 'resourceType'] as const) {
        expect(await by({ field, test: 'exists' })).toEqual(['wanted'])
        expect(await by({ field, test: 'exists', isNegated: true })).toEqual(['other'])
        expect(await by({ field, values: ['x'], isNegated: true })).toEqual(['other', 'wanted'])
      }
    })

    test('words anywhere in the event, in any case, all of them', async () => {
      await feed({
        both: { requestParameters: { comment: 'Say "Hello" to alice', x: 'Ωmega' } },
        one: { requestParameters: { comment: 'hello' } },
      })
      expect(await find({ words: ['HELLO'] })).toEqual(['one', 'both'])
      expect(await find({ words: ['hello', 'omega'] })).toEqual([])
      expect(await find({ words: ['hello', 'ωmega'] })).toEqual(['both'])
      expect(await find({ words: ['hel%'] })).toEqual([])
      expect(await find({ words: [String.raw`\"hello\"`] })).toEqual(['both'])
    })

    test('only what the account received, in the regions that are asked for', async () => {
      await feed({
        west: {},
        east: { awsRegion: 'us-east-1' },
        others: { recipientAccountId: '999988887777' },
      })
      expect(await find()).toEqual(['east', 'west'])
      expect(await find({ regions: ['us-west-2'] })).toEqual(['west'])
      expect(await find({ regions: ['us-west-2', 'us-east-1'] })).toEqual(['east', 'west'])
      expect(await find({ regions: [] })).toEqual([])
      expect(await find({ words: ['999988887777'] })).toEqual([])
      expect(await history.events.find('111122223333', 'others', 3)).toBeUndefined()
      expect((await history.events.find('999988887777', 'others', 3))?.eventId).toBe('others')
    })

    test('everything that an event is known for', async () => {
      await feed({ wanted })
      const found = await history.events.find('111122223333', 'wanted', 1)
      expect(found).toMatchObject({
        position: 1,
        region: every.awsRegion,
        sourceIPAddress: every.sourceIPAddress,
        errorCode: 'AccessDenied',
        principalArn: every.principalArn,
        resources: [{ type: 'AWS::IAM::User', name: 'bob' }],
      })
      expect(JSON.parse(found?.json ?? '')).toMatchObject(wanted)
    })

    test('neither data events nor those past their time', async () => {
      const old = nowMs - HISTORY_DAYS * 24 * HOUR_MS - 1000
      await feed({ old: timed(old), data: { eventCategory: 'Data' }, shown: {} })
      expect(await find()).toEqual(['shown'])
      expect(await history.events.find('111122223333', 'old', 3)).toBeUndefined()
    })

    test('events after a position, a page at a time', async () => {
      await feed({ a: timed(nowMs), b: timed(nowMs - HOUR_MS), c: timed(nowMs - 2 * HOUR_MS) })
      expect(await find({ after: 1 })).toEqual(['b', 'c'])
      expect(await find({ after: 3 })).toEqual([])
      const first = await history.events.search(everything, { limit: 2 }, 3)
      expect(first.next).toEqual({ timeMs: nowMs - HOUR_MS, position: 2 })
      const rest = { limit: 2, ...(first.next ? { before: first.next } : {}) }
      const second = await history.events.search(everything, rest, 3)
      expect(second.events.map(({ eventId }) => eventId)).toEqual(['c'])
      expect(second.next).toBeUndefined()
    })

    test.each(hostile)('the value %j as a value, wherever it stands', async (value) => {
      await feed({
        plain: { eventSource: 'iam.amazonaws.com', requestParameters: { userName: 'mallory' } },
        [value]: {
          eventSource: 'iam.amazonaws.com',
          userIdentity: { type: 'IAMUser', userName: value },
          requestParameters: { userName: value },
        },
      })
      for (const field of Object.keys(every) as SearchField[])
        for (const test of ['equals', 'contains', 'starts-with'] as const) {
          const expected = ['username', 'resourceName', 'eventId'].includes(field) ? [value] : []
          expect([field, test, await by({ field, test, values: [value] })]).toEqual([
            field,
            test,
            expected,
          ])
        }
      const count = { field: 'username', prefix: value, limit: 10 } as const
      expect(await history.events.values(everything, count, 2)).toEqual([{ value, count: 1 }])
      expect(await find({ regions: [value] })).toEqual([])
      expect(await find({ accountId: value })).toEqual([])
    })
  })

  describe('counts', () => {
    test('events, errors and denials by spans of time', async () => {
      const at = nowMs - 10 * HOUR_MS
      await feed({
        a: timed(at),
        b: { ...timed(at + HOUR_MS - 1000), errorCode: 'ResourceNotFoundException' },
        c: { ...timed(at + HOUR_MS), errorCode: 'AccessDenied' },
        d: { ...timed(at + 5 * HOUR_MS), errorCode: 'Client.UnauthorizedOperation' },
        other: { ...timed(at), recipientAccountId: '999988887777' },
      })
      expect(await history.events.count(everything, HOUR_MS, 5)).toEqual([
        { startMs: at, total: 2, errors: 1, denied: 0 },
        { startMs: at + HOUR_MS, total: 1, errors: 1, denied: 1 },
        { startMs: at + 5 * HOUR_MS, total: 1, errors: 1, denied: 1 },
      ])
      expect(await history.events.extent(everything, 5)).toEqual({
        firstMs: at,
        lastMs: at + 5 * HOUR_MS,
      })
      const none = { ...everything, words: ['nothing like it'] }
      expect(await history.events.count(none, HOUR_MS, 5)).toEqual([])
      expect(await history.events.extent(none, 5)).toBeUndefined()
    })

    test('the values of a field, the most frequent first', async () => {
      const named = (userName: string) => ({ userIdentity: { type: 'IAMUser', userName } as const })
      await feed({ 1: named('bob'), 2: named('Bert'), 3: named('bob'), 4: named('carol') })
      const values = (prefix: string, limit = 10) =>
        history.events.values(everything, { field: 'username', prefix, limit }, 4)
      expect(await values('')).toEqual([
        { value: 'bob', count: 2 },
        { value: 'Bert', count: 1 },
        { value: 'carol', count: 1 },
      ])
      expect(await values('B')).toHaveLength(2)
      expect(await values('', 1)).toEqual([{ value: 'bob', count: 2 }])
    })

    test('an event once for each resource', async () => {
      await feed({ wanted, again: { ...wanted, requestParameters: { userName: 'ann' } } })
      const types = { field: 'resourceType', prefix: '', limit: 10 } as const
      expect(await history.events.values(everything, types, 2)).toEqual([
        { value: 'AWS::IAM::User', count: 2 },
      ])
    })
  })

  test('answers nothing as of a position that it has not reached', async () => {
    await feed({ a: {} })
    await expect(history.events.extent(everything, 2)).rejects.toThrow('not yet at 2')
  })
}

function timed(timeMs: number): Partial<AuditEvent> {
  return { eventTime: `${new Date(timeMs).toISOString().slice(0, 19)}Z` }
}
