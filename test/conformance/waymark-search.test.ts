import { CreateTrailCommand, ListTrailsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateUserCommand, DeleteUserCommand, ListUsersCommand } from '@aws-sdk/client-iam'
import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { accounts } from '../../src/identity/account.ts'
import { hostile } from '../../src/history/event-search.contract.ts'
import { searchFields } from '../../src/history/event-search.ts'
import { BROWSER_AGENT } from '../support/console-browser.ts'
import { allow, aUser, createdAt } from '../support/identities.ts'
import { accountId, type Keys, startServerWith, type TestServer } from '../support/server.ts'
import { callWaymark } from '../support/waymark.ts'

const otherAccount = '999988887777'
const denying = { Sid: 'NoTrails', Effect: 'Deny', Action: 'cloudtrail:*', Resource: '*' } as const
const bob = aUser({ accountId, userName: 'bob' }, allow('*'), denying)
const reader = aUser({ accountId, userName: 'reader' }, allow('waymark:SearchEvents'))
const oscar = aUser({ accountId: otherAccount, userName: 'oscar' }, allow('*'))

interface Found {
  readonly position: number
  readonly eventId: string
  readonly eventTime: number
  readonly eventName: string
  readonly cloudTrailEvent: string
}
interface SearchAnswer {
  readonly events: readonly Found[]
  readonly nextToken?: string
  readonly newestPosition: number
}

let server: TestServer
beforeAll(async () => {
  server = await startServerWith([
    ...[bob, reader, oscar].flatMap(({ changes }) => changes),
    accounts.put(otherAccount, { accountId: otherAccount, createdAt }),
  ])
  const { iam, cloudtrail, greengrass } = server.clients()
  await iam.send(new CreateUserCommand({ UserName: 'carol' }))
  await iam.send(new ListUsersCommand({}))
  await server.makeTrailBucket('a-bucket')
  await cloudtrail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: 'a-bucket' }))
  await greengrass.send(new ListDeploymentsCommand({}))
  await expect(
    server.clients(bob.keys).cloudtrail.send(new ListTrailsCommand({})),
  ).rejects.toMatchObject({ name: 'AccessDeniedException' })
  await expect(iam.send(new DeleteUserCommand({ UserName: 'nobody' }))).rejects.toBeDefined()
  await server.clients(oscar.keys).iam.send(new CreateUserCommand({ UserName: 'theirs' }))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

async function search(input: object, keys: Keys = server.keys.admin): Promise<SearchAnswer> {
  const { status, json } = await callWaymark(server, 'SearchEvents', input, keys)
  expect([status, json['message']]).toEqual([200, undefined])
  return json as unknown as SearchAnswer
}

/** Neither the searching nor the making of the bucket. */
const notOwn = {
  field: 'eventSource',
  operator: 'notEquals',
  values: ['waymark.local', 's3.amazonaws.com'],
}
const names = async (query: { filters?: object[] }, keys?: Keys) => {
  const filters = [notOwn, ...(query.filters ?? [])]
  return (await search({ query: { ...query, filters } }, keys)).events.map((one) => one.eventName)
}
const seed = [
  'DeleteUser',
  'ListTrails',
  'ListDeployments',
  'CreateTrail',
  'ListUsers',
  'CreateUser',
]

describe('SearchEvents', () => {
  test('shows every event of the account, of every region, newest first', async () => {
    expect(await names({})).toEqual(expect.arrayContaining(seed))
    const { events } = await search({ query: { filters: [notOwn] } })
    expect(events.map(({ position }) => position)).toEqual(
      events.map(({ position }) => position).toSorted((a, b) => b - a),
    )
    expect(await names({}, oscar.keys)).toEqual(['CreateUser'])
  })

  test('tells of an event all that lists need, and the event itself', async () => {
    const filters = [{ field: 'eventName', operator: 'equals', values: ['CreateUser'] }]
    const [event] = (await search({ query: { filters } })).events
    const whole = JSON.parse(event?.cloudTrailEvent ?? '') as AuditEvent
    expect(event).toEqual({
      position: expect.any(Number) as number,
      eventId: whole.eventID,
      eventTime: Date.parse(whole.eventTime) / 1000,
      eventName: 'CreateUser',
      eventSource: 'iam.amazonaws.com',
      username: 'admin',
      readOnly: false,
      sourceIPAddress: '127.0.0.1',
      awsRegion: 'us-east-1',
      accessKeyId: server.keys.admin.accessKeyId,
      principalArn: `arn:aws:iam::${accountId}:user/admin`,
      resources: expect.arrayContaining([{ type: 'AWS::IAM::User', name: 'carol' }]) as unknown,
      cloudTrailEvent: JSON.stringify(whole),
    })
  })

  test('takes any number of filters, words, times and regions at once', async () => {
    const writes = { field: 'readOnly', operator: 'equals', values: ['false'] }
    const failed = { field: 'errorCode', operator: 'exists' }
    expect(await names({ filters: [writes] })).toEqual(['DeleteUser', 'CreateTrail', 'CreateUser'])
    expect(await names({ filters: [failed] })).toEqual(['DeleteUser', 'ListTrails'])
    expect(await names({ filters: [failed, writes] })).toEqual(['DeleteUser'])
    const user = { field: 'eventName', operator: 'contains', values: ['user', 'trails'] }
    expect(await names({ filters: [user, { ...failed, operator: 'notExists' }] })).toEqual([
      'ListUsers',
      'CreateUser',
    ])
    const text = (words: string) => search({ query: { text: words, filters: [notOwn] } })
    expect((await text(' CAROL  createuser ')).events).toHaveLength(1)
    expect((await text('carol createtrail')).events).toHaveLength(0)
    const regions = (...wanted: string[]) =>
      search({ query: { regions: wanted, filters: [notOwn] } })
    expect((await regions('us-east-1')).events).toHaveLength(3)
    expect((await regions('eu-west-1')).events).toHaveLength(0)
    const now = Date.now() / 1000
    const times = (startTime: number, endTime: number) =>
      search({ query: { startTime, endTime, filters: [notOwn] } })
    expect((await times(now - 600, now + 1)).events.length).toBeGreaterThanOrEqual(6)
    expect((await times(now - 600, now - 500)).events).toHaveLength(0)
  })

  test('pages to the end, and a token fits its own question only', async () => {
    const query = {
      filters: [notOwn, { field: 'username', operator: 'equals', values: ['admin'] }],
    }
    const whole = (await search({ query })).events.map(({ eventId }) => eventId)
    const paged: string[] = []
    const tokens: string[] = []
    for (let page = await search({ query, maxResults: 2 }); ;) {
      paged.push(...page.events.map(({ eventId }) => eventId))
      if (page.nextToken === undefined) break
      tokens.push(page.nextToken)
      page = await search({ query, maxResults: 2, nextToken: page.nextToken })
    }
    const elsewhere = { query: {}, maxResults: 2, nextToken: tokens[0] }
    const { errorCode } = await callWaymark(server, 'SearchEvents', elsewhere)
    expect(errorCode).toBe('InvalidNextTokenException')
    expect(paged).toEqual(whole)
  })

  test('is itself an event, a read', async () => {
    await search({ query: { text: 'something', startTime: 1_700_000_000 }, maxResults: 1 })
    const [event] = await server.lookup({ MaxResults: 1 })
    expect(event).toMatchObject({
      eventSource: 'waymark.local',
      eventName: 'SearchEvents',
      readOnly: true,
      userAgent: BROWSER_AGENT,
      requestParameters: {
        query: { text: 'something', startTime: 1_700_000_000 },
        maxResults: 1,
      },
      responseElements: null,
      managementEvent: true,
      eventCategory: 'Management',
    })
  })
})

describe('SearchEvents after a position', () => {
  const newOnes = (after: number, waitSeconds = 0) => search({ after, waitSeconds })

  test('shows what came since, and never its own calls', async () => {
    const { newestPosition } = await search({ maxResults: 1 })
    expect((await newOnes(newestPosition)).events).toEqual([])
    await server.clients().iam.send(new ListUsersCommand({}))
    const { events, newestPosition: then } = await newOnes(newestPosition)
    expect(events.map(({ eventName }) => eventName)).toEqual(['ListUsers'])
    expect((await newOnes(then)).events).toEqual([])
  })

  test('waits for the first that fits, while others pass', async () => {
    const { newestPosition: after } = await search({ maxResults: 1 })
    const filters = [{ field: 'eventName', operator: 'equals', values: ['ListDeployments'] }]
    const waiting = search({ query: { filters }, after, waitSeconds: 20 })
    await server.clients().iam.send(new ListUsersCommand({}))
    await search({ maxResults: 1 })
    await server.clients().greengrass.send(new ListDeploymentsCommand({}))
    const { events } = await waiting
    expect(events.map(({ eventName }) => eventName)).toEqual(['ListDeployments'])
  })

  test('ends with nothing when the time is up, and says up to where it looked', async () => {
    const { newestPosition: after } = await search({ maxResults: 1 })
    const beganMs = Date.now()
    const { events, newestPosition } = await newOnes(after, 1)
    expect(events).toEqual([])
    expect(newestPosition).toBeGreaterThan(after)
    expect(Date.now() - beganMs).toBeGreaterThanOrEqual(990)
  })

  test('does not keep a server from closing', async () => {
    const of = await startServerWith([])
    const position = { after: 1_000_000, waitSeconds: 20 }
    const waiting = callWaymark(of, 'SearchEvents', position)
    await callWaymark(of, 'SearchEvents', {})
    const beganMs = Date.now()
    await of.close()
    expect(Date.now() - beganMs).toBeLessThan(20_000)
    expect((await waiting).status).toBe(200)
  })
})

describe('CountEvents', () => {
  test('counts over time, with nothing left out', async () => {
    const now = Math.floor(Date.now() / 1000)
    const query = { startTime: now - 3600, endTime: now, filters: [notOwn] }
    const { json } = await callWaymark(server, 'CountEvents', { query, bucketSeconds: 300 })
    const { bucketSeconds, buckets, total } = json as {
      bucketSeconds: number
      buckets: { startTime: number; total: number; errors: number; denied: number }[]
      total: number
    }
    expect(bucketSeconds).toBe(300)
    expect(buckets.length).toBeGreaterThanOrEqual(12)
    const steps = new Set(
      buckets.slice(1).map(({ startTime }, i) => startTime - (buckets[i]?.startTime ?? 0)),
    )
    expect([...steps]).toEqual([300])
    const sum = (key: 'total' | 'errors' | 'denied') =>
      buckets.reduce((all, bucket) => all + bucket[key], 0)
    expect(sum('total')).toBe(total)
    expect([sum('errors'), sum('denied')]).toEqual([2, 1])
  })

  test('chooses a length itself, and refuses one that would be no picture', async () => {
    const now = Math.floor(Date.now() / 1000)
    const of = (query: object, more = {}) => callWaymark(server, 'CountEvents', { query, ...more })
    const month = { startTime: now - 30 * 86_400, endTime: now }
    expect((await of(month)).json).toMatchObject({ bucketSeconds: 6 * 3600 })
    expect((await of({ text: 'nothing like it' })).json).toMatchObject({ buckets: [], total: 0 })
    expect((await of(month, { bucketSeconds: 1 })).errorCode).toBe('ValidationException')
  })
})

test('ListFieldValues tells what there is to filter by, and how often', async () => {
  const failed = { filters: [notOwn, { field: 'errorCode', operator: 'exists' }] }
  const { json } = await callWaymark(server, 'ListFieldValues', {
    query: failed,
    field: 'errorCode',
  })
  expect(json).toEqual({
    values: [
      { value: 'AccessDenied', count: 1 },
      { value: 'NoSuchEntityException', count: 1 },
    ],
  })
  const prefixed = { field: 'eventName', prefix: 'listt', maxResults: 1 }
  expect((await callWaymark(server, 'ListFieldValues', prefixed)).json).toEqual({
    values: [{ value: 'ListTrails', count: 1 }],
  })
})

describe('one event', () => {
  const eventOf = async (eventName: string, keys?: Keys) => {
    const filters = [{ field: 'eventName', operator: 'equals', values: [eventName] }]
    return (await search({ query: { filters } }, keys)).events[0]
  }

  test('is found by its id, by its own account alone', async () => {
    const event = await eventOf('CreateTrail')
    const { eventId } = event ?? {}
    expect((await callWaymark(server, 'GetEvent', { eventId })).json).toEqual({
      event,
      deliveries: [],
    })
    for (const [asked, keys] of [
      [{ eventId }, oscar.keys],
      [{ eventId: 'none' }, server.keys.admin],
    ] as const) {
      const { status, errorCode } = await callWaymark(server, 'GetEvent', asked, keys)
      expect([status, errorCode]).toEqual([404, 'ResourceNotFoundException'])
    }
  })

  test('that is a denial is explained, to its own account alone', async () => {
    const { eventId } = (await eventOf('ListTrails')) ?? {}
    const { json } = await callWaymark(server, 'ExplainDenial', { eventId })
    const statement = { policy: 'inline', policyType: 'identity', matched: true }
    expect(json).toEqual({
      evaluation: {
        action: 'cloudtrail:ListTrails',
        resource: '*',
        decision: 'explicitDeny',
        statements: [
          { ...statement, effect: 'Allow', decided: false },
          { ...statement, effect: 'Deny', sid: 'NoTrails', decided: true },
        ],
      },
    })
    expect((await callWaymark(server, 'ExplainDenial', { eventId }, oscar.keys)).json).toEqual({})
    const { eventId: allowed } = (await eventOf('CreateTrail')) ?? {}
    expect((await callWaymark(server, 'ExplainDenial', { eventId: allowed })).json).toEqual({})
  })
})

describe('is refused:', () => {
  test.each([
    ['an unknown field', { query: { filters: [{ field: 'json', operator: 'exists' }] } }],
    ['an unknown operator', { query: { filters: [{ field: 'eventName', operator: '=' }] } }],
    [
      'a filter without values',
      { query: { filters: [{ field: 'eventName', operator: 'equals' }] } },
    ],
    ['too large a page', { maxResults: 2001 }],
    ['too long a wait', { after: 1, waitSeconds: 21 }],
    ['an end before its start', { query: { startTime: 2, endTime: 1 } }],
    ['too long a text', { query: { text: 'x'.repeat(1025) } }],
  ])('%s', async (_what, input) => {
    const { status, errorCode } = await callWaymark(server, 'SearchEvents', input)
    expect([status, errorCode]).toEqual([400, 'ValidationException'])
  })

  test('what policies do not allow, with its event', async () => {
    expect(await names({}, reader.keys)).toEqual(expect.arrayContaining(seed))
    const { status, errorCode } = await callWaymark(server, 'CountEvents', {}, reader.keys)
    expect([status, errorCode]).toEqual([403, 'AccessDeniedException'])
    const [denied] = await server.lookup({ MaxResults: 1 })
    expect(denied).toMatchObject({
      eventName: 'CountEvents',
      errorCode: 'AccessDenied',
      errorMessage: `User: ${reader.arn} is not authorized to perform: waymark:CountEvents because no identity-based policy allows the waymark:CountEvents action`,
    })
  })
})

test.each(hostile)('the text %j finds nothing anywhere, and breaks nothing', async (value) => {
  const before = (await search({ maxResults: 1 })).newestPosition
  for (const field of searchFields)
    for (const operator of ['equals', 'contains', 'startsWith']) {
      const query = { filters: [{ field, operator, values: [value] }, notOwn], text: 'zzz-nowhere' }
      expect((await search({ query })).events).toEqual([])
    }
  const all = { field: 'eventName', prefix: value, query: { regions: [value], text: value } }
  expect((await callWaymark(server, 'ListFieldValues', all)).json).toEqual({ values: [] })
  expect((await callWaymark(server, 'GetEvent', { eventId: value })).status).toBe(404)
  const token = await callWaymark(server, 'SearchEvents', { nextToken: value })
  expect(token.errorCode).toBe('InvalidNextTokenException')
  expect((await search({ maxResults: 1 })).newestPosition).toBeGreaterThan(before)
})
