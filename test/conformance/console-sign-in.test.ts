import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { accounts } from '../../src/identity/account.ts'
import { base32Bytes } from '../../src/identity/base32.ts'
import { totpCode, totpCounterAt } from '../../src/identity/totp.ts'
import { BROWSER_AGENT, ConsoleBrowser } from '../support/console-browser.ts'
import { allow, aUser, anMfaDevice, createdAt, MFA_SEED } from '../support/identities.ts'
import { accountId, type Keys, startServerWith, type TestServer } from '../support/server.ts'
import { callWaymark } from '../support/waymark.ts'
import { aPassword, PASSWORD } from '../support/passwords.ts'

const alice = aUser({ accountId, userName: 'alice', path: '/eng/' }, allow('*'))
const mia = aUser({ accountId, userName: 'mia' })
const keyOnly = aUser({ accountId, userName: 'key-only' })
const stale = aUser({ accountId, userName: 'stale' })
const otherAccount = '999988887777'
const oscar = aUser({ accountId: otherAccount, userName: 'oscar' }, allow('*'))
const device = anMfaDevice(mia)
const alias = 'our-company'

/** The time as it is, unless a test sets it. */
let setMs: number | undefined
const clock = { now: () => setMs ?? Date.now() }

let server: TestServer
let browser: ConsoleBrowser
beforeAll(async () => {
  server = await startServerWith(
    [
      ...[alice, mia, keyOnly, stale, oscar].flatMap(({ changes }) => changes),
      device.change,
      await aPassword(alice.user),
      await aPassword(mia.user),
      await aPassword(stale.user, { isResetRequired: true }),
      await aPassword(oscar.user),
      await aPassword({ accountId, userId: accountId }),
      accounts.put(accountId, { accountId, createdAt, alias }),
      accounts.put(otherAccount, { accountId: otherAccount, createdAt }),
    ],
    {},
    { clock },
  )
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})
beforeEach(() => {
  browser = new ConsoleBrowser(server.url)
  setMs = undefined
})

/** The newest events of the door, as whoever may look them up sees them. */
async function doorEvents(count: number, of = server.keys.admin): Promise<AuditEvent[]> {
  const attribute = { AttributeKey: 'EventSource', AttributeValue: 'signin.amazonaws.com' } as const
  return server.lookup({ LookupAttributes: [attribute], MaxResults: count }, 'us-east-1', of)
}

const signIn = (members: object, by = browser) =>
  by.post('sign-in', { account: accountId, password: PASSWORD, ...members })

const told = 'Your authentication information is incorrect. Please try again.'

function eventLike(members: Partial<AuditEvent>) {
  return {
    eventVersion: '1.11',
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: 'us-east-1',
    sourceIPAddress: '127.0.0.1',
    userAgent: BROWSER_AGENT,
    requestParameters: null,
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: {
      LoginTo: `${server.url}/console/`,
      MobileVersion: 'No',
      MFAUsed: 'No',
    },
    eventID: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
    tlsDetails: { clientProvidedHostHeader: new URL(server.url).host },
    ...members,
  }
}

const failed = {
  errorMessage: 'Failed authentication',
  responseElements: { ConsoleLogin: 'Failure' },
}

describe('signing in', () => {
  test.each([
    ['the account’s id', accountId],
    ['its alias', alias],
  ])('as a user by %s', async (_how, account) => {
    expect((await browser.get('session')).json).toEqual({ signedIn: false, account: accountId })
    const beforeMs = Math.floor(Date.now() / 1000) * 1000
    const { status, json } = await signIn({ account, userName: 'alice' })
    expect(status).toBe(200)
    expect(json).toEqual({
      signedIn: true,
      accountId,
      accountAlias: alias,
      userName: 'alice',
      arn: alice.arn,
      isRoot: false,
      expiresAt: expect.any(String) as string,
    })
    const sinceMs = Date.parse(String(json['expiresAt'])) - 12 * 3_600_000
    expect(sinceMs).toBeGreaterThanOrEqual(beforeMs)
    expect(sinceMs).toBeLessThanOrEqual(Date.now())
    expect((await browser.get('session')).json).toEqual(json)
    const [event] = await doorEvents(1)
    expect(event).toEqual(
      eventLike({
        userIdentity: {
          type: 'IAMUser',
          principalId: alice.user.userId,
          arn: alice.arn,
          accountId,
          userName: 'alice',
        },
      }),
    )
  })

  test('as root', async () => {
    const { json } = await signIn({ root: true })
    const arn = `arn:aws:iam::${accountId}:root`
    expect(json).toMatchObject({ userName: 'root', arn, isRoot: true })
    const [event] = await doorEvents(1)
    const identity = { type: 'Root', principalId: accountId, arn, accountId } as const
    expect(event).toEqual(
      eventLike({ userIdentity: { ...identity, accessKeyId: '', userName: alias } }),
    )
  })

  test('with an MFA device, whose code is asked for and good only once', async () => {
    const asked = await signIn({ userName: 'mia' })
    expect([asked.status, asked.json]).toEqual([401, { code: 'MfaRequired' }])
    expect(browser.cookie).toBeUndefined()
    const mfaCode = totpCode(base32Bytes(MFA_SEED), totpCounterAt(Date.now()))
    expect((await signIn({ userName: 'mia', mfaCode })).status).toBe(200)
    const replayed = await signIn({ userName: 'mia', mfaCode })
    expect([replayed.status, replayed.json]).toEqual([
      401,
      { code: 'AuthenticationFailed', message: told },
    ])
    const identity = {
      type: 'IAMUser' as const,
      principalId: mia.user.userId,
      accountId,
      userName: 'mia',
    }
    const withDevice = {
      LoginTo: `${server.url}/console/`,
      MobileVersion: 'No',
      MFAIdentifier: device.serial,
      MFAUsed: 'Yes',
    }
    expect(await doorEvents(3)).toEqual([
      eventLike({
        userIdentity: { ...identity, accessKeyId: '' },
        additionalEventData: withDevice,
        ...failed,
      }),
      eventLike({
        userIdentity: { ...identity, arn: mia.arn },
        additionalEventData: withDevice,
      }),
      eventLike({
        eventName: 'CheckMfa',
        userIdentity: { ...identity, accessKeyId: '' },
        responseElements: { CheckMfa: 'Success' },
        additionalEventData: { MfaType: 'Virtual MFA' },
      }),
    ])
  })

  test('from a telephone, as the event tells', async () => {
    const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148'
    const form = { account: accountId, password: PASSWORD, userName: 'alice' }
    await browser.post('sign-in', form, { 'user-agent': userAgent })
    const [event] = await doorEvents(1)
    expect(event?.additionalEventData).toMatchObject({ MobileVersion: 'Yes' })
  })

  test('with a password that has to be changed changes it', async () => {
    const asked = await signIn({ userName: 'stale' })
    expect([asked.status, asked.json]).toEqual([401, { code: 'PasswordResetRequired' }])
    const weak = await signIn({ userName: 'stale', newPassword: 'weak' })
    expect([weak.status, weak.json['code']]).toEqual([400, 'InvalidRequest'])
    const newPassword = 'Battery-Staple-2'
    expect((await signIn({ userName: 'stale', newPassword })).status).toBe(200)
    const [login, updated] = await doorEvents(2)
    expect(login).toMatchObject({ responseElements: { ConsoleLogin: 'Success' } })
    expect(updated).toMatchObject({ responseElements: { PasswordUpdated: 'Success' } })
    expect((await signIn({ userName: 'stale' })).status).toBe(401)
    expect((await signIn({ userName: 'stale', password: newPassword })).status).toBe(200)
  })
})

test('a session sees its own account and no other', async () => {
  await signIn({ account: otherAccount, userName: 'oscar' })
  expect((await browser.get('session')).json).toMatchObject({ accountId: otherAccount })
  const { json: keys } = await browser.post('credentials')
  const { json } = await callWaymark(server, 'SearchEvents', {}, keys as unknown as Keys)
  const { events } = json as { events: readonly { cloudTrailEvent: string }[] }
  const accountIds = events.map(
    ({ cloudTrailEvent }) => (JSON.parse(cloudTrailEvent) as AuditEvent).recipientAccountId,
  )
  expect(new Set(accountIds)).toEqual(new Set([otherAccount]))
})

describe('is refused, in the same words,', () => {
  const refusal = { code: 'AuthenticationFailed', message: told }
  const user = { type: 'IAMUser' as const, accountId, accessKeyId: '' }

  test('a wrong password', async () => {
    const { status, json } = await signIn({ userName: 'alice', password: 'wrong' })
    expect([status, json]).toEqual([401, refusal])
    const userIdentity = { ...user, principalId: alice.user.userId, userName: 'alice' }
    expect(await doorEvents(1)).toEqual([eventLike({ userIdentity, ...failed })])
  })

  test('a user who has none', async () => {
    expect((await signIn({ userName: 'key-only' })).json).toEqual(refusal)
    const userIdentity = { ...user, principalId: keyOnly.user.userId, userName: 'key-only' }
    expect(await doorEvents(1)).toEqual([eventLike({ userIdentity, ...failed })])
  })

  test('a user who does not exist, and whose name is not told: it may be a password', async () => {
    expect((await signIn({ userName: 'My-Secret-1' })).json).toEqual(refusal)
    const [event] = await doorEvents(1)
    expect(event).toEqual(
      eventLike({
        userIdentity: { ...user, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
        ...failed,
        errorMessage: 'No username found in supplied account',
      }),
    )
    expect(JSON.stringify(event)).not.toContain('My-Secret-1')
  })

  test('another account’s user, with the event in the account that was named', async () => {
    expect((await signIn({ account: otherAccount, userName: 'alice' })).json).toEqual(refusal)
    const [event] = await doorEvents(1, oscar.keys)
    expect(event).toMatchObject({
      recipientAccountId: otherAccount,
      errorMessage: 'No username found in supplied account',
    })
  })

  test('root with a wrong password', async () => {
    expect((await signIn({ root: true, password: 'wrong' })).json).toEqual(refusal)
    const [event] = await doorEvents(1)
    expect(event).toMatchObject({
      ...failed,
      userIdentity: { type: 'Root', principalId: accountId, accessKeyId: '' },
    })
  })

  test.each(['000000000000', 'no-such-alias', '', `' or 1=1 --`])(
    'the account %j, of which there is nobody to have an event',
    async (account) => {
      const before = await doorEvents(50)
      expect((await signIn({ account, userName: 'alice' })).json).toEqual(refusal)
      expect(await doorEvents(50)).toEqual(before)
      const last = server.rejected.at(-1)
      expect(last).toMatchObject({ path: '/console/sign-in', errorCode: 'AuthenticationFailed' })
      expect(JSON.stringify(last)).not.toContain(PASSWORD)
    },
  )

  test.each([
    ['no JSON', 'account=1'],
    ['no object', '"text"'],
    ['null', 'null'],
    ['a number for a password', JSON.stringify({ account: accountId, userName: 'a', password: 1 })],
    ['no user', JSON.stringify({ account: accountId, password: 'p' })],
    ['members of a prototype', '{"__proto__":{"account":"1","userName":"a","password":"p"}}'],
    ['more than a form can be', JSON.stringify({ account: 'x'.repeat(20_000) })],
  ])('a body that is %s', async (_what, body) => {
    const headers = { 'content-type': 'application/json', 'x-waymark-console': '1' }
    const { status, json } = await browser.request('POST', 'sign-in', body, headers)
    expect([status, json['code']]).toEqual([400, 'InvalidRequest'])
  })
})

describe('who guesses is slowed down', () => {
  /** Each test at a time at which everything before is forgotten. */
  const later = (minutes: number) => (setMs = Date.now() + minutes * 60_000)
  const guess = (name: string, password = 'wrong') => signIn({ userName: name, password })

  test('for one name, with the right password too, until the time is up', async () => {
    const began = later(30)
    for (let i = 0; i < 5; i++) expect((await guess('guessed')).status).toBe(401)
    const held = await guess('guessed')
    expect([held.status, held.json]).toEqual([
      429,
      { code: 'TooManyAttempts', retryAfterSeconds: 1 },
    ])
    expect(held.headers.get('retry-after')).toBe('1')
    expect(server.rejected.at(-1)).toMatchObject({ errorCode: 'TooManyAttempts' })
    setMs = began + 1_000
    expect((await guess('guessed')).status).toBe(401)
    expect((await guess('guessed')).json).toMatchObject({ retryAfterSeconds: 2 })
    expect((await guess('someone-else')).status).toBe(401)
  })

  test('who has the password and guesses at the code, too', async () => {
    later(90)
    const statuses: number[] = []
    for (let i = 0; i < 6; i++) {
      await signIn({ userName: 'mia' })
      statuses.push((await signIn({ userName: 'mia', mfaCode: `00000${i}` })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  })

  test('and guesses made at once count like those made one by one', async () => {
    later(120)
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => (await guess('at-once')).status),
    )
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(7)
  })
})
