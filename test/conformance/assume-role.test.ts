import { hash } from 'node:crypto'
import { ListTrailsCommand } from '@aws-sdk/client-cloudtrail'
import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { AssumeRoleCommand, type AssumeRoleRequest } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { base32Bytes } from '../../src/identity/base32.ts'
import { totpCode, totpCounterAt } from '../../src/identity/totp.ts'
import {
  allow,
  anMfaDevice,
  aRole,
  aUser,
  MFA_SEED,
  policy,
  trusting,
} from '../support/identities.ts'
import { accountId, type Keys, startServerWith, type TestServer } from '../support/server.ts'
import { assume } from '../support/sessions.ts'

const otherAccount = '999988887777'
const alice = aUser({ accountId, userName: 'alice' }, allow('sts:*'))
const bob = aUser({ accountId, userName: 'bob' })
const device = anMfaDevice(alice)

const deployer = aRole(
  { accountId, roleName: 'Deployer', path: '/ops/', trustPolicy: trusting(alice.arn) },
  allow('sts:*', 'greengrass:*', 'cloudtrail:*'),
)
const longRunning = aRole({
  accountId,
  roleName: 'LongRunning',
  maxSessionSeconds: 7200,
  trustPolicy: trusting(alice.arn, deployer.arn),
})
const partner = aRole({
  accountId: otherAccount,
  roleName: 'Partner',
  trustPolicy: policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: accountId },
    Condition: { StringEquals: { 'sts:ExternalId': 'our-secret' } },
  }),
})
const guarded = aRole({
  accountId,
  roleName: 'Guarded',
  trustPolicy: policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: alice.arn },
    Condition: {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
    },
  }),
})
const projects = aRole(
  { accountId, roleName: 'Projects', trustPolicy: trusting(alice.arn, deployer.arn) },
  {
    ...allow('greengrass:ListDeployments'),
    Condition: { StringEquals: { 'aws:PrincipalTag/Project': 'Atlas' } },
  },
)
const untagged = aRole({
  accountId,
  roleName: 'Untagged',
  trustPolicy: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: alice.arn } }),
})

let server: TestServer
beforeAll(async () => {
  const things = [alice, bob, deployer, longRunning, partner, guarded, projects, untagged]
  server = await startServerWith([...things.flatMap(({ changes }) => changes), device.change])
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

function asked(request: Partial<AssumeRoleRequest>, by: Keys = alice.keys) {
  const input = { RoleArn: deployer.arn, RoleSessionName: 'session', ...request }
  return server.clients(by).sts.send(new AssumeRoleCommand(input))
}

const may = (keys: Keys) => server.clients(keys).greengrass.send(new ListDeploymentsCommand({}))

describe('who is not trusted', () => {
  test.each([
    ['is told the same of a role and of none', bob.keys, deployer.arn],
    ['is told the same of a role and of none', bob.keys, `arn:aws:iam::${accountId}:role/None`],
    ['needs the role’s path as it is', alice.keys, `arn:aws:iam::${accountId}:role/Deployer`],
    ['needs the external id', alice.keys, partner.arn],
  ])('%s', async (_name, keys, RoleArn) => {
    const who = keys === bob.keys ? bob.arn : alice.arn
    const text = `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`
    const error = await asked({ RoleArn }, keys).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'AccessDenied', message: text })
    const [event] = await server.lookup()
    expect(event).toMatchObject({
      eventName: 'AssumeRole',
      errorCode: 'AccessDenied',
      errorMessage: text,
      requestParameters: null,
      responseElements: null,
      readOnly: true,
    })
    expect(event).not.toHaveProperty('resources')
    expect(event).not.toHaveProperty('sharedEventID')
  })

  test('is no root user', async () => {
    await expect(asked({}, server.keys.root)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Roles may not be assumed by root accounts.',
    })
  })
})

test('the external id lets in, and shows in the event', async () => {
  await asked({ RoleArn: partner.arn, ExternalId: 'our-secret' })
  const [event] = await server.lookup()
  expect(event?.requestParameters).toEqual({
    roleArn: partner.arn,
    roleSessionName: 'session',
    externalId: 'our-secret',
  })
})

describe('how long a session lasts', () => {
  test.each([
    ['an hour unless asked', undefined, 3600],
    ['as long as the role allows', 7200, 7200],
    ['no shorter than asked', 900, 900],
  ])('%s', async (_name, DurationSeconds, seconds) => {
    const before = Math.floor(Date.now() / 1000)
    const request = { RoleArn: longRunning.arn, ...(DurationSeconds ? { DurationSeconds } : {}) }
    const expires = (await asked(request)).Credentials?.Expiration?.getTime() ?? 0
    expect(expires / 1000 - before).toBeGreaterThanOrEqual(seconds)
    expect(expires / 1000 - seconds).toBeLessThanOrEqual(Date.now() / 1000)
  })

  test('not longer than the role allows', async () => {
    await expect(asked({ DurationSeconds: 3601 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    })
  })

  test('not longer than an hour behind another session', async () => {
    const first = await assume(server.clients(alice.keys).sts, deployer.arn)
    await expect(
      asked({ RoleArn: longRunning.arn, DurationSeconds: 7200 }, first),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    })
    await asked({ RoleArn: longRunning.arn, DurationSeconds: 3600 }, first)
  })
})

describe('multi-factor authentication', () => {
  const code = () => totpCode(base32Bytes(MFA_SEED), totpCounterAt(Date.now()))
  const { serial } = device

  test.each([
    [
      'needs both the device and the code',
      { SerialNumber: serial },
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    ],
    [
      'needs a device that is the caller’s',
      { SerialNumber: `${serial}2`, TokenCode: '123456' },
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    ],
    [
      'needs the code that the device shows',
      { SerialNumber: serial, TokenCode: '000000' },
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    ],
  ])('%s', async (_name, request, message) => {
    const error = await asked({ RoleArn: guarded.arn, ...request }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'AccessDenied', message })
  })

  test('opens a role that asks for it, once with the same code, and the code never shows', async () => {
    await expect(asked({ RoleArn: guarded.arn })).rejects.toMatchObject({ name: 'AccessDenied' })
    const request = { RoleArn: guarded.arn, SerialNumber: serial, TokenCode: code() }
    await asked(request)
    const [event] = await server.lookup()
    expect(event?.requestParameters).toEqual({
      roleArn: guarded.arn,
      roleSessionName: 'session',
      serialNumber: serial,
    })
    await expect(asked(request)).rejects.toThrow('invalid MFA one time pass code')
  })
})

describe('session tags', () => {
  const Tags = [{ Key: 'Project', Value: 'Atlas' }]

  test('stand in for the principal’s own', async () => {
    const { sts } = server.clients(alice.keys)
    await may(await assume(sts, projects.arn, { Tags }))
    await expect(may(await assume(sts, projects.arn))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })

  test('go on to the next session when they are transitive, and the event says so', async () => {
    const { sts } = server.clients(alice.keys)
    const first = await assume(sts, deployer.arn, { Tags, TransitiveTagKeys: ['project'] })
    await may(await assume(server.clients(first).sts, projects.arn))
    const [, event] = await server.lookup()
    expect(event?.requestParameters).toEqual({
      incomingTransitiveTags: { Project: 'Atlas' },
      roleArn: projects.arn,
      roleSessionName: 'session',
    })
    await expect(asked({ RoleArn: projects.arn, Tags }, first)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    })
  })

  test.each([
    ['are told apart without regard to case', { Tags: [...Tags, { Key: 'project', Value: 'b' }] }],
    ['are transitive only when they are there', { Tags, TransitiveTagKeys: ['Team'] }],
    ['leave aws: to AWS', { Tags: [{ Key: 'aws:thing', Value: '1' }] }],
  ])('%s', async (_name, request) => {
    await expect(asked(request)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })

  test('need a role that lets itself be tagged', async () => {
    await expect(asked({ RoleArn: untagged.arn, Tags })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${alice.arn} is not authorized to perform: sts:TagSession on resource: ${untagged.arn}`,
    })
  })
})

describe('a source identity', () => {
  test('stays to the end of the chain and cannot be changed', async () => {
    const first = await assume(server.clients(alice.keys).sts, deployer.arn, {
      SourceIdentity: 'alice',
    })
    const { SourceIdentity, Credentials } = await asked({ RoleArn: longRunning.arn }, first)
    expect(SourceIdentity).toBe('alice')
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/)
    await expect(
      asked({ RoleArn: longRunning.arn, SourceIdentity: 'mallory' }, first),
    ).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('needs a role that lets it be set', async () => {
    await expect(asked({ RoleArn: untagged.arn, SourceIdentity: 'alice' })).rejects.toThrow(
      'sts:SetSourceIdentity',
    )
  })
})

describe('session policies', () => {
  const readOnly = policy(allow('greengrass:List*'))

  test('narrow what the role allows', async () => {
    const keys = await assume(server.clients(alice.keys).sts, deployer.arn, { Policy: readOnly })
    await may(keys)
    const error = await server
      .clients(keys)
      .cloudtrail.send(new ListTrailsCommand({}))
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      message: expect.stringContaining('because no session policy allows') as string,
    })
  })

  test('may be managed ones, and fill the session by percents', async () => {
    const arn = 'arn:aws:iam::aws:policy/AWSGreengrassReadOnlyAccess'
    const { PackedPolicySize } = await asked({ PolicyArns: [{ arn }] })
    expect(PackedPolicySize).toBeGreaterThan(0)
    expect(PackedPolicySize).toBeLessThan(100)
  })

  test.each([
    ['no JSON', { Policy: '{' }, 'MalformedPolicyDocument'],
    ['no policy', { Policy: '{"Statement":[]}' }, 'MalformedPolicyDocument'],
    ['with a principal', { Policy: trusting('*') }, 'MalformedPolicyDocument'],
    [
      'too long',
      { Policy: policy(allow(`greengrass:${'a'.repeat(2048)}`)) },
      'PackedPolicyTooLarge',
    ],
    ['of nobody', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/None' }] }, 'ValidationError'],
    [
      'too many',
      { PolicyArns: Array.from({ length: 11 }, () => ({ arn: 'arn:aws:iam::aws:policy/A' })) },
      'ValidationError',
    ],
  ])('are refused: %s', async (_name, request, code) => {
    const error = await asked(request).catch((thrown: { name: string }) => thrown)
    expect(error).toMatchObject({ name: expect.stringMatching(`^${code}`) as string })
  })

  test('and tags that do not pack are refused', async () => {
    const value = (i: number) =>
      ['a', 'b', 'c', 'd'].map((salt) => hash('sha256', salt + i, 'base64url')).join('')
    const Tags = Array.from({ length: 50 }, (_, i) => ({ Key: `key-${i}`, Value: value(i) }))
    await expect(asked({ Tags })).rejects.toMatchObject({
      name: 'PackedPolicyTooLargeException',
      message: expect.stringMatching(
        /^Packed size of session tags and policies consumes \d{3}% of allotted space\.$/,
      ) as string,
    })
  })
})
