import { ListTrailsCommand } from '@aws-sdk/client-cloudtrail'
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { accounts } from '../../src/identity/account.ts'
import { BROWSER_AGENT, ConsoleBrowser } from '../support/console-browser.ts'
import { allow, aRole, aUser, createdAt, trusting } from '../support/identities.ts'
import { aPassword, PASSWORD } from '../support/passwords.ts'
import { accountId, type Keys, startServerWith, type TestServer } from '../support/server.ts'

const otherAccount = '999988887777'
const alice = aUser({ accountId, userName: 'alice' }, allow('*'))
const deployer = aRole(
  { accountId, roleName: 'Deployer', path: '/ops/', trustPolicy: trusting(alice.arn) },
  allow('cloudtrail:ListTrails'),
)
const auditor = aRole({
  accountId: otherAccount,
  roleName: 'Auditor',
  trustPolicy: trusting(accountId),
})
const closed = aRole({ accountId, roleName: 'Closed', trustPolicy: trusting(otherAccount) })
const oscar = aUser({ accountId: otherAccount, userName: 'oscar' }, allow('*'))

let offsetMs = 0
const clock = { now: () => Date.now() + offsetMs }
let server: TestServer
let browser: ConsoleBrowser
beforeAll(async () => {
  server = await startServerWith(
    [
      ...[alice, deployer, auditor, closed, oscar].flatMap(({ changes }) => changes),
      await aPassword(alice.user),
      await aPassword({ accountId, userId: accountId }),
      accounts.put(otherAccount, { accountId: otherAccount, createdAt, alias: 'auditors' }),
    ],
    {},
    { clock },
  )
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})
beforeEach(async () => {
  offsetMs = 0
  browser = await signedIn({ userName: 'alice' })
})

async function signedIn(who: object): Promise<ConsoleBrowser> {
  const one = new ConsoleBrowser(server.url)
  const form = { account: accountId, password: PASSWORD, ...who }
  expect((await one.post('sign-in', form)).status).toBe(200)
  return one
}

async function credentials(): Promise<Keys> {
  const { status, json } = await browser.post('credentials')
  expect(status).toBe(200)
  const { accessKeyId, secretAccessKey, sessionToken } = json as unknown as Required<Keys>
  return { accessKeyId, secretAccessKey, sessionToken }
}

const toDeployer = { accountId, roleName: 'Deployer', displayName: 'Prod' }
const lastEvents = (count: number, of = server.keys.admin) =>
  server.lookup({ MaxResults: count }, 'us-east-1', of)

const doorEvent = (eventName: string, accountOf = accountId) => ({
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: `${deployer.role.roleId}:alice`,
    arn: `arn:aws:sts::${accountId}:assumed-role/Deployer/alice`,
    accountId,
  },
  eventTime: expect.any(String) as string,
  eventSource: 'signin.amazonaws.com',
  eventName,
  awsRegion: 'us-east-1',
  sourceIPAddress: '127.0.0.1',
  userAgent: BROWSER_AGENT,
  requestParameters: null,
  responseElements: { [eventName]: 'Success' },
  additionalEventData: { SwitchFrom: alice.arn, RedirectTo: `${server.url}/console/` },
  eventID: expect.any(String) as string,
  readOnly: false,
  eventType: 'AwsConsoleSignIn',
  managementEvent: true,
  recipientAccountId: accountOf,
  eventCategory: 'Management',
  tlsDetails: { clientProvidedHostHeader: new URL(server.url).host },
})

describe('switching to a role', () => {
  test('is an AssumeRole call and a SwitchRole event, and calls are the role’s from then on', async () => {
    const { status, json } = await browser.post('switch-role', toDeployer)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      userName: 'alice',
      role: { arn: deployer.arn, displayName: 'Prod' },
    })
    expect((await browser.get('session')).json).toEqual(json)
    const [switched, assumed] = await lastEvents(2)
    expect(switched).toEqual(doorEvent('SwitchRole'))
    expect(assumed).toMatchObject({
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      userAgent: BROWSER_AGENT,
      userIdentity: { type: 'IAMUser', userName: 'alice', sessionContext: {} },
      requestParameters: { roleArn: deployer.arn, roleSessionName: 'alice' },
      sessionCredentialFromConsole: 'true',
    })

    const keys = await credentials()
    await server.clients(keys).cloudtrail.send(new ListTrailsCommand({}))
    const [listed] = await server.lookup({ MaxResults: 1 })
    const { userIdentity, sessionCredentialFromConsole } = listed ?? ({} as AuditEvent)
    expect(sessionCredentialFromConsole).toBe('true')
    expect(userIdentity).toMatchObject({
      type: 'AssumedRole',
      arn: `arn:aws:sts::${accountId}:assumed-role/Deployer/alice`,
      sessionContext: { sessionIssuer: { type: 'Role', userName: 'Deployer' } },
    })
    // The chain back to the person: the key of the call is the one that AssumeRole gave.
    expect(assumed?.responseElements).toMatchObject({
      credentials: { accessKeyId: userIdentity?.accessKeyId },
    })
    expect((await credentials()).accessKeyId).toBe(keys.accessKeyId)
  })

  test('of another account leaves the events in both', async () => {
    const { json } = await browser.post('switch-role', {
      accountId: 'auditors',
      roleName: 'Auditor',
    })
    expect(json).toMatchObject({ role: { arn: auditor.arn, displayName: 'Auditor' } })
    const [switched, assumed] = await lastEvents(2, oscar.keys)
    expect(switched).toMatchObject({
      eventName: 'SwitchRole',
      recipientAccountId: otherAccount,
      userIdentity: { accountId: otherAccount },
      additionalEventData: { SwitchFrom: alice.arn },
    })
    expect(assumed).toMatchObject({
      eventName: 'AssumeRole',
      userIdentity: { type: 'AWSAccount', accountId },
    })
  })

  test('from one to another starts from the person again', async () => {
    await browser.post('switch-role', toDeployer)
    await browser.post('switch-role', { accountId: otherAccount, roleName: 'Auditor' })
    const assumed = (await lastEvents(5)).find(({ eventName }) => eventName === 'AssumeRole')
    expect(assumed?.userIdentity).toMatchObject({ type: 'IAMUser', userName: 'alice' })
  })

  test.each([
    ['that does not trust them', { accountId, roleName: 'Closed' }],
    ['that does not exist', { accountId, roleName: 'Nothing' }],
    ['of an account that does not exist', { accountId: '000000000009', roleName: 'Deployer' }],
  ])('%s is denied, in STS’s words and with its event', async (_what, role) => {
    const { status, json } = await browser.post('switch-role', role)
    expect([status, json]).toEqual([
      403,
      {
        code: 'AccessDenied',
        message: `User: ${alice.arn} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${role.accountId}:role/${role.roleName}`,
      },
    ])
    expect((await browser.get('session')).json).not.toHaveProperty('role')
    const [denied] = await lastEvents(1)
    expect(denied).toMatchObject({ eventName: 'AssumeRole', errorCode: 'AccessDenied' })
  })

  test('is nothing for root', async () => {
    browser = await signedIn({ root: true })
    const { status, json } = await browser.post('switch-role', toDeployer)
    expect([status, json['message']]).toEqual([403, 'Roles may not be assumed by root accounts.'])
  })

  test.each([
    { accountId, roleName: '../x y' },
    { accountId, roleName: '' },
    { accountId: 'no-such-alias', roleName: 'Deployer' },
    { accountId: `1' or '1`, roleName: 'Deployer' },
    { accountId },
  ])('%j is no role', async (role) => {
    expect((await browser.post('switch-role', role)).json['code']).toBe('InvalidRequest')
  })
})

test('leaving a role is an ExitRole event, and calls are the person’s again', async () => {
  await browser.post('switch-role', toDeployer)
  const { status, json } = await browser.post('exit-role')
  expect([status, json['role']]).toEqual([200, undefined])
  expect((await lastEvents(1))[0]).toEqual(doorEvent('ExitRole'))
  const { Arn } = await server
    .clients(await credentials())
    .sts.send(new GetCallerIdentityCommand({}))
  expect(Arn).toBe(alice.arn)
  expect((await browser.post('exit-role')).status).toBe(400)
})

test('a role’s session that comes to its end is renewed while it may be, with a RenewRole event', async () => {
  await browser.post('switch-role', toDeployer)
  const first = await credentials()
  offsetMs = 3_600_000
  const second = await credentials()
  expect(second.accessKeyId).not.toBe(first.accessKeyId)
  expect((await browser.get('session')).json).toMatchObject({ role: { displayName: 'Prod' } })

  const PolicyDocument = closed.role.trustPolicy
  offsetMs = 0
  await server
    .clients()
    .iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Deployer', PolicyDocument }))
  offsetMs = 2 * 3_600_000
  expect((await browser.post('credentials')).status).toBe(403)
  expect((await browser.get('session')).json).not.toHaveProperty('role')
  offsetMs = 0
  const events = await lastEvents(10)
  expect(events.find(({ eventName }) => eventName === 'RenewRole')).toEqual(doorEvent('RenewRole'))
})

test('signing out ends the role’s credentials too', async () => {
  await browser.post('switch-role', { accountId: otherAccount, roleName: 'Auditor' })
  const { sts } = server.clients(await credentials())
  await sts.send(new GetCallerIdentityCommand({}))
  await browser.post('sign-out')
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  })
})
