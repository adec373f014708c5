import { readFileSync, statSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import { ListTrailsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ConsoleBrowser } from '../support/console-browser.ts'
import { allow, aUser } from '../support/identities.ts'
import { aPassword, PASSWORD } from '../support/passwords.ts'
import {
  accountId,
  type Keys,
  startServer,
  startServerWith,
  type TestServer,
} from '../support/server.ts'

const alice = aUser({ accountId, userName: 'alice' }, allow('*'))
const leaving = aUser({ accountId, userName: 'leaving' }, allow('sts:*'))
const changing = aUser({ accountId, userName: 'changing' }, allow('sts:*'))

let offsetMs = 0
const clock = { now: () => Date.now() + offsetMs }
const HOUR_MS = 3_600_000

let server: TestServer
let browser: ConsoleBrowser
beforeAll(async () => {
  const users = [alice, leaving, changing]
  server = await startServerWith(
    [
      ...users.flatMap(({ changes }) => changes),
      ...(await Promise.all(users.map(({ user }) => aPassword(user)))),
      await aPassword({ accountId, userId: accountId }),
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
  offsetMs = 0
  browser = new ConsoleBrowser(server.url)
})

async function signedIn(userName: string, of = server): Promise<ConsoleBrowser> {
  const one = new ConsoleBrowser(of.url)
  const who = userName === 'root' ? { root: true } : { userName }
  const { status } = await one.post('sign-in', { account: accountId, password: PASSWORD, ...who })
  expect(status).toBe(200)
  return one
}

const isSignedIn = async (by: ConsoleBrowser) => (await by.get('session')).json['signedIn']

async function credentialsOf(by: ConsoleBrowser): Promise<Keys & { readonly expiration: Date }> {
  const { status, json } = await by.post('credentials')
  expect(status).toBe(200)
  return { ...(json as unknown as Keys), expiration: new Date(String(json['expiration'])) }
}

const whoAmI = (keys: Keys, of = server) =>
  of.clients(keys).sts.send(new GetCallerIdentityCommand())

describe('credentials', () => {
  test.each([
    ['alice', 'IAMUser', alice.arn],
    ['root', 'Root', `arn:aws:iam::${accountId}:root`],
  ])('of %s make calls that are recorded as the console’s', async (userName, type, arn) => {
    const before = Math.floor(Date.now() / 1000)
    const beforeMs = Date.now()
    const by = await signedIn(userName)
    const keys = await credentialsOf(by)
    expect(keys.accessKeyId).toMatch(/^ASIA/)
    const sinceMs = keys.expiration.getTime() - 15 * 60_000
    expect(sinceMs).toBeGreaterThanOrEqual(Math.floor(beforeMs / 1000) * 1000)
    expect(sinceMs).toBeLessThanOrEqual(Date.now())
    await server.clients(keys).cloudtrail.send(new ListTrailsCommand({}))
    const [console] = await server.lookup({ MaxResults: 1 })
    const longTerm = userName === 'root' ? server.keys.root : alice.keys
    await server.clients(longTerm).cloudtrail.send(new ListTrailsCommand({}))
    const [sdk] = await server.lookup({ MaxResults: 1 })

    const { sessionContext, ...identity } = console?.userIdentity ?? {}
    expect(identity).toEqual({ ...sdk?.userIdentity, accessKeyId: keys.accessKeyId })
    expect(identity).toMatchObject({ type, arn })
    expect(sessionContext).toEqual({
      attributes: { creationDate: expect.any(String) as string, mfaAuthenticated: 'false' },
    })
    const created = Date.parse(sessionContext?.attributes?.creationDate ?? '') / 1000
    expect(created).toBeGreaterThanOrEqual(before)
    expect(console?.sessionCredentialFromConsole).toBe('true')
    // Besides who called and what was asked for, nothing differs from the same call by key.
    const members = (event: object) =>
      Object.keys(event).filter((name) => name !== 'sessionCredentialFromConsole')
    expect(members(console ?? {})).toEqual(members(sdk ?? {}))
  })

  test('come anew each time, all with the time of the sign-in', async () => {
    const by = await signedIn('alice')
    const first = await credentialsOf(by)
    const second = await credentialsOf(by)
    expect(second.accessKeyId).not.toBe(first.accessKeyId)
    for (const keys of [first, second]) await whoAmI(keys)
    const [a, b] = await server.lookup({ MaxResults: 2 })
    expect(a?.userIdentity.sessionContext).toEqual(b?.userIdentity.sessionContext)
  })

  test('are given to nobody who is not signed in', async () => {
    const { status, json } = await browser.post('credentials')
    expect([status, json]).toEqual([401, { code: 'NotSignedIn' }])
  })

  test('do not outlive the session', async () => {
    const by = await signedIn('alice')
    offsetMs = 12 * HOUR_MS - 60_000
    const { expiration } = await credentialsOf(by)
    expect(expiration.getTime() - clock.now()).toBeLessThanOrEqual(60_000)
  })
})

describe('a session ends', () => {
  const iam = () => server.clients().iam
  const ends: readonly (readonly [string, string, (by: ConsoleBrowser) => Promise<unknown>])[] = [
    ['signing out', 'alice', (by) => by.post('sign-out')],
    [
      'a new password',
      'changing',
      () =>
        iam().send(
          new UpdateLoginProfileCommand({ UserName: 'changing', Password: 'Battery-Staple-2' }),
        ),
    ],
    [
      'the loss of the password',
      'leaving',
      () => iam().send(new DeleteLoginProfileCommand({ UserName: 'leaving' })),
    ],
  ]
  test.each(ends)(
    'by %s, for whoever kept the cookie or the credentials',
    async (_how, userName, end) => {
      const by = await signedIn(userName)
      const keys = await credentialsOf(by)
      await whoAmI(keys)
      const { cookie } = by
      await end(by)
      const replaying = new ConsoleBrowser(server.url)
      replaying.cookie = cookie
      expect(await isSignedIn(replaying)).toBe(false)
      expect((await replaying.post('credentials')).status).toBe(401)
      await expect(whoAmI(keys)).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    },
  )

  test('by signing out, and the browser forgets the cookie', async () => {
    const { status, headers } = await (await signedIn('alice')).post('sign-out')
    expect(status).toBe(204)
    expect(headers.get('set-cookie')).toMatch(/^waymark-session=; .*Max-Age=0/)
  })

  test('after twelve hours', async () => {
    const by = await signedIn('alice')
    offsetMs = 12 * HOUR_MS - 2_000
    expect(await isSignedIn(by)).toBe(true)
    offsetMs = 12 * HOUR_MS
    expect(await isSignedIn(by)).toBe(false)
    expect((await by.post('credentials')).status).toBe(401)
  })

  test('and nobody else’s with it', async () => {
    const [one, another] = [await signedIn('alice'), await signedIn('alice')]
    await one.post('sign-out')
    expect(await isSignedIn(another)).toBe(true)
  })
})

describe('a cookie', () => {
  test('is out of reach for scripts and other sites, and opaque', async () => {
    const form = { account: accountId, userName: 'alice', password: PASSWORD }
    const { headers } = await browser.post('sign-in', form)
    expect(headers.get('set-cookie')).toMatch(
      /^waymark-session=[\w-]{200,}; Path=\/console; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    )
    const bytes = Buffer.from(browser.cookie?.split('=')[1] ?? '', 'base64url')
    expect(bytes.toString('latin1')).not.toMatch(/alice|accountId|\d{12}/)
  })

  test('damaged or made up anywhere signs nobody in', async () => {
    const { cookie = '' } = await signedIn('alice')
    const [name = '', value = ''] = cookie.split('=')
    const keys = await credentialsOf(await signedIn('alice'))
    const forged = [
      '',
      'x',
      value.slice(0, -4),
      value.slice(4),
      `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`,
      `${value.slice(0, 100)}${value[100] === 'A' ? 'B' : 'A'}${value.slice(101)}`,
      Buffer.from(JSON.stringify({ accountId, expiresMs: 9e15 })).toString('base64url'),
      // Sealed by the same key, but as something else.
      Buffer.from(keys.sessionToken ?? '', 'base64').toString('base64url'),
      Buffer.from(keys.sessionToken ?? '', 'base64')
        .subarray(12)
        .toString('base64url'),
    ]
    for (const text of forged) {
      browser.cookie = `${name}=${text}`
      expect([text, await isSignedIn(browser)]).toEqual([text, false])
    }
    browser.cookie = `other=1; ${cookie}; more=2`
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('of another server is none of this one’s', async () => {
    const other = await startServerWith([...alice.changes, await aPassword(alice.user)])
    browser.cookie = (await signedIn('alice', other)).cookie
    expect(await isSignedIn(browser)).toBe(false)
    await other.close()
  })

  test('survives a restart', async () => {
    let of = await startServerWith([...alice.changes, await aPassword(alice.user)])
    const { cookie } = await signedIn('alice', of)
    const left = await signedIn('alice', of)
    const kept = left.cookie
    await left.post('sign-out')
    of = await of.restarted()
    const later = new ConsoleBrowser(of.url)
    later.cookie = cookie
    expect(await isSignedIn(later)).toBe(true)
    later.cookie = kept
    expect(await isSignedIn(later)).toBe(false)
    await of.close()
  })

  test('travels over TLS only, where there is TLS', async () => {
    const folder = join(import.meta.dirname, '../support/tls')
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const of = await startServerWith([...alice.changes, await aPassword(alice.user)], {
      tls: { cert, key },
    })
    const body = JSON.stringify({ account: accountId, userName: 'alice', password: PASSWORD })
    const headers = { 'content-type': 'application/json', 'x-waymark-console': '1' }
    const answered = Promise.withResolvers<readonly string[]>()
    const options = { method: 'POST', headers, ca: readFileSync(cert) }
    const request = httpsRequest(`${of.url}/console/sign-in`, options, (response) => {
      response.resume()
      answered.resolve(response.headers['set-cookie'] ?? [])
    })
    request.end(body)
    expect((await answered.promise)[0]).toMatch(/; Secure$/)
    await of.close()
  })
})

describe('a page of another site gets nothing done', () => {
  const paths = ['sign-in', 'sign-out', 'credentials', 'switch-role', 'exit-role', 'sign-in-link']
  const host = () => new URL(server.url).host
  test.each([
    ['without the console’s header', { 'x-waymark-console': '' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from an origin that looks like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['from no origin', { origin: 'null' }],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['as the browser says, cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['as the browser says, from a sibling', { 'sec-fetch-site': 'same-site' }],
  ])('%s', async (_how, headers) => {
    const by = await signedIn('alice')
    for (const path of paths) {
      const { status, json } = await by.post(path, {}, headers as Record<string, string>)
      expect([path, status, json]).toEqual([path, 403, { code: 'Forbidden' }])
    }
    expect(await isSignedIn(by)).toBe(true)
  })

  test('with a form, which cannot be JSON', async () => {
    const by = await signedIn('alice')
    const type = 'application/x-www-form-urlencoded'
    const form = await by.request('POST', 'credentials', 'a=b', { 'content-type': type })
    expect(form.status).toBe(403)
    const link = await by.post('sign-in-link', { token: 'x' }, { 'content-type': 'text/plain' })
    expect(link.status).toBe(400)
  })

  test('with a GET', async () => {
    const by = await signedIn('alice')
    for (const path of paths)
      expect((await by.get(path, { 'x-waymark-console': '1' })).status).toBe(405)
  })

  test('and our own page does', async () => {
    const by = await signedIn('alice')
    const headers = { origin: `http://${host()}`, 'sec-fetch-site': 'same-origin' }
    expect((await by.post('credentials', {}, headers)).status).toBe(200)
  })
})

describe('the link of the first start', () => {
  async function firstStart() {
    const of = await startServer()
    const file = join(of.data, 'sign-in-link')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const link = readFileSync(file, 'utf8').trim()
    expect(link).toMatch(new RegExp(`^${of.url}/console/#/link/[\\w-]{43}$`))
    return { of, token: link.split('/').at(-1) ?? '' }
  }

  test('signs the administrator in, once', async () => {
    const { of, token } = await firstStart()
    const by = new ConsoleBrowser(of.url)
    const { status, json } = await by.post('sign-in-link', { token })
    expect([status, json['userName']]).toEqual([200, 'admin'])
    await whoAmI(await credentialsOf(by), of)
    const again = await new ConsoleBrowser(of.url).post('sign-in-link', { token })
    expect([again.status, again.json['code']]).toEqual([401, 'AuthenticationFailed'])
    const [login] = (await of.lookup({}, 'us-east-1')).filter(
      ({ eventName }) => eventName === 'ConsoleLogin',
    )
    expect(login).toMatchObject({
      userIdentity: { type: 'IAMUser', userName: 'admin' },
      responseElements: { ConsoleLogin: 'Success' },
    })
    expect(readFileSync(join(of.data, 'ledger.sqlite')).includes(token)).toBe(false)
    expect(JSON.stringify(of.rejected)).not.toContain(token)

    // Their first password does not put them out; a changed one does.
    const profile = { UserName: 'admin', Password: PASSWORD }
    await of.clients().iam.send(new CreateLoginProfileCommand(profile))
    expect(await isSignedIn(by)).toBe(true)
    const changed = { ...profile, Password: 'Battery-Staple-2' }
    await of.clients().iam.send(new UpdateLoginProfileCommand(changed))
    expect(await isSignedIn(by)).toBe(false)
    await of.close()
  })

  test('used by two at once lets one in', async () => {
    const { of, token } = await firstStart()
    const use = async () =>
      (await new ConsoleBrowser(of.url).post('sign-in-link', { token })).status
    expect((await Promise.all([use(), use(), use()])).toSorted()).toEqual([200, 401, 401])
    await of.close()
  })

  test('is good for a day', async () => {
    const of = await startServer({}, undefined, { clock })
    const token = readFileSync(join(of.data, 'sign-in-link'), 'utf8').trim().split('/').at(-1)
    offsetMs = 24 * HOUR_MS
    expect((await new ConsoleBrowser(of.url).post('sign-in-link', { token })).status).toBe(401)
    await of.close()
  })
})

test('calls of the console are authorized like any others', async () => {
  const weak = aUser({ accountId, userName: 'weak' })
  const of = await startServerWith([...weak.changes, await aPassword(weak.user)])
  const keys = await credentialsOf(await signedIn('weak', of))
  await expect(of.clients(keys).cloudtrail.send(new ListTrailsCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  })
  await of.close()
})
