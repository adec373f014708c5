import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { accounts } from '../../src/identity/account.ts'
import { base32Bytes } from '../../src/identity/base32.ts'
import { totpCode, totpCounterAt } from '../../src/identity/totp.ts'
import {
  allow,
  anMfaDevice,
  aRole,
  aUser,
  createdAt,
  MFA_SEED,
  trusting,
} from '../support/identities.ts'
import { accountId, type Keys, startServerWith, type TestServer } from '../support/server.ts'
import { assume, keysOf, sessionsWith } from '../support/sessions.ts'

/**
 * Who made a call, as its event tells it: one test for each kind of credential, with an SDK client that has such
 * credentials. Whole identities are compared as text, so that the order of members counts too.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */

const otherAccount = '999988887777'
const alice = aUser({ accountId, userName: 'alice', path: '/eng/' }, allow('sts:*'))
const device = anMfaDevice(alice)
const deployer = aRole({
  accountId,
  roleName: 'Deployer',
  path: '/ops/',
  trustPolicy: trusting(alice.arn),
})
const auditor = aRole({
  accountId: otherAccount,
  roleName: 'Auditor',
  trustPolicy: trusting(accountId),
})
const oscar = aUser({ accountId: otherAccount, userName: 'oscar' }, allow('*'))

const issuedMs = Math.floor(Date.now() / 1000) * 1000
const creationDate = new Date(issuedMs).toISOString().replace('.000', '')
const providerArn = `arn:aws:iam::${accountId}:oidc-provider/token.example.com`
const webIdAttributes = { 'token.example.com:sub': 'abc', 'token.example.com:aud': 'waymark' }
const ofRole = { kind: 'role-session', accountId, roleId: deployer.role.roleId } as const
const inConsole = { issuedMs, isFromConsole: true, mfaMs: issuedMs } as const
const issued = sessionsWith(
  { subject: { kind: 'root', accountId }, ...inConsole },
  { subject: { kind: 'user', accountId, userId: alice.user.userId }, ...inConsole },
  {
    issuedMs,
    subject: { ...ofRole, sessionName: 'web' },
    federation: { federatedProvider: providerArn, webIdAttributes },
  },
  {
    issuedMs,
    subject: { ...ofRole, sessionName: 'saml' },
    federation: { federatedProvider: `arn:aws:iam::${accountId}:saml-provider/Example` },
  },
)
const [rootConsole, userConsole, webIdentity, saml] = issued.keys as [Keys, Keys, Keys, Keys]

let server: TestServer
beforeAll(async () => {
  const things = [alice, deployer, auditor, oscar]
  const changes = [
    ...things.flatMap((thing) => thing.changes),
    ...issued.changes,
    device.change,
    accounts.put(otherAccount, { accountId: otherAccount, createdAt, alias: 'other-company' }),
  ]
  // The time stands still, so that a session begins in the second of the event that made it.
  server = await startServerWith(changes, {}, { clock: { now: () => issuedMs } })
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const sts = (keys: Keys) => server.clients(keys).sts

/** The event of a GetCallerIdentity signed with these keys. */
async function eventBy(keys: Keys): Promise<AuditEvent> {
  await sts(keys).send(new GetCallerIdentityCommand({}))
  const [event] = await server.lookup()
  if (event?.eventName !== 'GetCallerIdentity') throw new Error('the call left no event')
  return event
}

/** Who that event says it was, as text. */
async function identityBy(keys: Keys): Promise<string> {
  return JSON.stringify((await eventBy(keys)).userIdentity)
}

/** A session begins at the second of the call that made it. */
function attributes({ eventTime }: AuditEvent, mfaAuthenticated = 'false') {
  return { creationDate: eventTime, mfaAuthenticated }
}

async function lastOf(eventName: string, of?: Keys): Promise<AuditEvent> {
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }]
  const [event] = await server.lookup({ LookupAttributes }, undefined, of)
  if (!event) throw new Error(`no event is called ${eventName}`)
  return event
}

const rootArn = `arn:aws:iam::${accountId}:root`
const root = { type: 'Root', principalId: accountId, arn: rootArn, accountId }
const user = { type: 'IAMUser', principalId: alice.user.userId, arn: alice.arn, accountId }
const sessionIssuer = {
  type: 'Role',
  principalId: deployer.role.roleId,
  arn: deployer.arn,
  accountId,
  userName: 'Deployer',
}

function assumedRole(sessionName: string, { accessKeyId }: Keys) {
  return {
    type: 'AssumedRole',
    principalId: `${deployer.role.roleId}:${sessionName}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/Deployer/${sessionName}`,
    accountId,
    accessKeyId,
  }
}

test('the root user with a long-term key', async () => {
  const { root: keys } = server.keys
  expect(await identityBy(keys)).toBe(JSON.stringify({ ...root, accessKeyId: keys.accessKeyId }))
})

test('the root user in the console', async () => {
  const { accessKeyId } = rootConsole
  const event = await eventBy(rootConsole)
  expect(JSON.stringify(event.userIdentity)).toBe(
    JSON.stringify({
      ...root,
      accessKeyId,
      sessionContext: { attributes: { creationDate, mfaAuthenticated: 'true' } },
    }),
  )
  expect(event.sessionCredentialFromConsole).toBe('true')
})

test('the root user of an account with an alias', async () => {
  const { changes, keys } = sessionsWith({ subject: { kind: 'root', accountId: otherAccount } })
  const other = await startServerWith([
    ...changes,
    accounts.put(otherAccount, { accountId: otherAccount, createdAt, alias: 'other-company' }),
  ])
  const [session] = keys as [Keys]
  await other.clients(session).sts.send(new GetCallerIdentityCommand({}))
  const [event] = await other.lookup({}, undefined, session)
  await other.close()
  expect(event?.userIdentity).toMatchObject({ type: 'Root', userName: 'other-company' })
})

test('a user with a long-term key', async () => {
  const { accessKeyId } = alice.keys
  expect(await identityBy(alice.keys)).toBe(
    JSON.stringify({ ...user, accessKeyId, userName: 'alice' }),
  )
})

test('a user with a session of GetSessionToken is still that user', async () => {
  const keys = keysOf((await sts(alice.keys).send(new GetSessionTokenCommand({}))).Credentials)
  const made = await lastOf('GetSessionToken')
  expect(made).toMatchObject({ readOnly: false, requestParameters: null })
  expect(made.responseElements).toEqual({
    credentials: {
      accessKeyId: keys.accessKeyId,
      sessionToken: keys.sessionToken,
      expiration: expect.stringMatching(
        /^[A-Z][a-z]{2} \d+, \d{4}, \d+:\d\d:\d\d [AP]M$/,
      ) as string,
    },
  })
  const { accessKeyId } = keys
  expect(await identityBy(keys)).toBe(
    JSON.stringify({
      ...user,
      accessKeyId,
      userName: 'alice',
      sessionContext: { attributes: attributes(made) },
    }),
  )
})

test('a user with a session of GetSessionToken that was made with MFA', async () => {
  const TokenCode = totpCode(base32Bytes(MFA_SEED), totpCounterAt(issuedMs))
  const request = new GetSessionTokenCommand({ SerialNumber: device.serial, TokenCode })
  const keys = keysOf((await sts(alice.keys).send(request)).Credentials)
  const made = await lastOf('GetSessionToken')
  expect(made.requestParameters).toEqual({ serialNumber: device.serial })
  const { accessKeyId } = keys
  expect(await identityBy(keys)).toBe(
    JSON.stringify({
      ...user,
      accessKeyId,
      userName: 'alice',
      sessionContext: { attributes: attributes(made, 'true') },
    }),
  )
})

test('a user in the console', async () => {
  const event = await eventBy(userConsole)
  expect(JSON.stringify(event.userIdentity)).toBe(
    JSON.stringify({
      ...user,
      accessKeyId: userConsole.accessKeyId,
      userName: 'alice',
      sessionContext: { attributes: { creationDate, mfaAuthenticated: 'true' } },
    }),
  )
  expect(Object.keys(event).at(-1)).toBe('sessionCredentialFromConsole')
})

test('a session of AssumeRole', async () => {
  const keys = await assume(sts(alice.keys), deployer.arn, { RoleSessionName: 'ci-42' })
  const made = await lastOf('AssumeRole')
  expect(await identityBy(keys)).toBe(
    JSON.stringify({
      ...assumedRole('ci-42', keys),
      sessionContext: { sessionIssuer, attributes: attributes(made) },
    }),
  )
})

test('a session of AssumeRole with a source identity', async () => {
  const keys = await assume(sts(alice.keys), deployer.arn, { SourceIdentity: 'alice' })
  const made = await lastOf('AssumeRole')
  expect(await identityBy(keys)).toBe(
    JSON.stringify({
      ...assumedRole('session', keys),
      sessionContext: { sessionIssuer, attributes: attributes(made), sourceIdentity: 'alice' },
    }),
  )
})

test('a session of AssumeRoleWithWebIdentity', async () => {
  expect(await identityBy(webIdentity)).toBe(
    JSON.stringify({
      ...assumedRole('web', webIdentity),
      sessionContext: {
        sessionIssuer,
        webIdFederationData: { federatedProvider: providerArn, attributes: webIdAttributes },
        attributes: { creationDate, mfaAuthenticated: 'false' },
      },
    }),
  )
})

test('a session of AssumeRoleWithSAML', async () => {
  expect(await identityBy(saml)).toBe(
    JSON.stringify({
      ...assumedRole('saml', saml),
      sessionContext: { sessionIssuer, attributes: { creationDate, mfaAuthenticated: 'false' } },
    }),
  )
})

test.each([
  [
    'a user',
    () => alice.keys,
    {
      type: 'IAMUser',
      principalId: alice.user.userId,
      arn: alice.arn,
      accountId,
      userName: 'alice',
    },
  ],
  ['the root user', () => server.keys.root, root],
])('a federated user, by %s', async (_name, by, issuer) => {
  const request = new GetFederationTokenCommand({ Name: 'guest' })
  const { Credentials, FederatedUser } = await sts(by()).send(request)
  const keys = keysOf(Credentials)
  const made = await lastOf('GetFederationToken')
  expect(made).toMatchObject({
    readOnly: false,
    responseElements: {
      federatedUser: {
        federatedUserId: `${accountId}:guest`,
        arn: `arn:aws:sts::${accountId}:federated-user/guest`,
      },
    },
  })
  expect(await identityBy(keys)).toBe(
    JSON.stringify({
      type: 'FederatedUser',
      principalId: FederatedUser?.FederatedUserId,
      arn: FederatedUser?.Arn,
      accountId,
      accessKeyId: keys.accessKeyId,
      sessionContext: { sessionIssuer: issuer, attributes: attributes(made) },
    }),
  )
})

test('another account sees its own copy, in which the caller has no name', async () => {
  await sts(alice.keys).send(
    new AssumeRoleCommand({ RoleArn: auditor.arn, RoleSessionName: 'audit' }),
  )
  const own = await lastOf('AssumeRole')
  const copy = await lastOf('AssumeRole', oscar.keys)
  expect(own.userIdentity).toEqual({
    ...user,
    accessKeyId: alice.keys.accessKeyId,
    userName: 'alice',
  })
  const resources = [{ accountId: otherAccount, type: 'AWS::IAM::Role', ARN: auditor.arn }]
  expect(own).toMatchObject({ resources, recipientAccountId: accountId, readOnly: true })
  expect(JSON.stringify(copy)).toBe(
    JSON.stringify({
      ...own,
      userIdentity: { type: 'AWSAccount', principalId: alice.user.userId, accountId },
      eventID: copy.eventID,
      recipientAccountId: otherAccount,
    }),
  )
  expect(copy.eventID).not.toBe(own.eventID)
  expect(copy.sharedEventID).toMatch(/^[0-9a-f-]{36}$/)
  const members = Object.keys(own)
  expect(members[members.indexOf('recipientAccountId') + 1]).toBe('sharedEventID')
})
