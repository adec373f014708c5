import { describe, expect, test } from 'vitest'
import { aRole, aUser } from '../../test/support/identities.ts'
import type { SignedPrincipal } from './principals.ts'
import { requestContext, type RequestFacts } from './request-context.ts'
import type { Session } from './session.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */

const accountId = '123456789012'
const nowMs = Date.parse('2026-07-20T09:15:42.700Z')
const tags = [{ Key: 'Team', Value: 'blue' }]
const { user } = aUser({ accountId, userName: 'alice', tags })
const { role } = aRole({
  accountId,
  roleName: 'Deployer',
  path: '/ops/',
  trustPolicy: '',
  tags: [...tags, { Key: 'Stage', Value: 'test' }],
})
const session: Session = {
  accessKeyId: '',
  secretAccessKey: '',
  subject: { kind: 'role-session', accountId, roleId: role.roleId, sessionName: 'ci' },
  issuedMs: nowMs - 60_700,
  expiresMs: nowMs,
  mfaMs: nowMs - 60_700,
  sourceIdentity: 'alice',
  tags: [{ Key: 'team', Value: 'red' }],
  transitiveTagKeys: [],
  federation: { federatedProvider: 'arn:aws:iam::123456789012:oidc-provider/token.example.com' },
}
const alice: SignedPrincipal = { kind: 'user', accountId, user }
const root: SignedPrincipal = { kind: 'root', accountId }
const deployer: SignedPrincipal = {
  kind: 'role-session',
  accountId,
  role,
  sessionName: 'ci',
  session,
}
const guest: SignedPrincipal = {
  kind: 'federated-user',
  accountId,
  name: 'guest',
  issuer: user,
  session: { ...session, tags: [] },
}

function contextOf(facts: Partial<RequestFacts> = {}) {
  return requestContext({
    principal: alice,
    nowMs,
    region: 'us-west-2',
    sourceIp: '203.0.113.7',
    isTls: false,
    userAgent: 'aws-cli/2',
    referer: undefined,
    resourceAccountId: accountId,
    resourceTags: () => [],
    requestTags: () => [],
    requestTagKeys: () => [],
    conditionKeys: () => ({}),
    ...facts,
  })
}

describe('who asks', () => {
  const keys = ['principalarn', 'principaltype', 'userid', 'username', 'principaltag/team']

  test.each<[string, SignedPrincipal, readonly (string | undefined)[]]>([
    ['the root user', root, [`arn:aws:iam::${accountId}:root`, 'Account', accountId, undefined]],
    [
      'a user',
      alice,
      [`arn:aws:iam::${accountId}:user/alice`, 'User', user.userId, 'alice', 'blue'],
    ],
    [
      'a role session goes by its role, and its tags come before the role’s',
      deployer,
      [
        `arn:aws:iam::${accountId}:role/ops/Deployer`,
        'AssumedRole',
        `${role.roleId}:ci`,
        undefined,
        'red',
      ],
    ],
    [
      'a federated user has the tags of its user',
      guest,
      [
        `arn:aws:sts::${accountId}:federated-user/guest`,
        'FederatedUser',
        `${accountId}:guest`,
        undefined,
        'blue',
      ],
    ],
  ])('%s', (_name, principal, values) => {
    const { lookup } = contextOf({ principal })
    const found = keys.map((key) => lookup(`aws:${key}`))
    expect(found).toEqual(keys.map((_, i) => values[i]))
  })

  test('what a role has and its session has not, it has from the role', () => {
    expect(contextOf({ principal: deployer }).lookup('aws:principaltag/stage')).toBe('test')
  })
})

describe('with what', () => {
  const keys = ['multifactorauthpresent', 'multifactorauthage', 'tokenissuetime', 'sourceidentity']

  test('a long-term key has no word of MFA at all, rather than a false one', () => {
    const { lookup } = contextOf()
    expect(keys.map((key) => lookup(`aws:${key}`))).toEqual(keys.map(() => undefined))
  })

  test('a session says whether and how long ago', () => {
    const { lookup } = contextOf({ principal: deployer })
    const found = ['true', '60', '2026-07-20T09:14:42Z', 'alice']
    expect(keys.map((key) => lookup(`aws:${key}`))).toEqual(found)
    expect(lookup('aws:federatedprovider')).toContain('token.example.com')
  })

  test('a session without MFA says so', () => {
    const { mfaMs: _mfaMs, ...without } = session
    const { lookup } = contextOf({ principal: { ...deployer, session: without } })
    expect(keys.slice(0, 2).map((key) => lookup(`aws:${key}`))).toEqual(['false', undefined])
  })
})

test.each([
  ['aws:sourceip', '203.0.113.7'],
  ['aws:securetransport', 'false'],
  ['aws:currenttime', '2026-07-20T09:15:42Z'],
  ['aws:epochtime', '1784538942'],
  ['aws:useragent', 'aws-cli/2'],
  ['aws:referer', undefined],
  ['aws:requestedregion', 'us-west-2'],
  ['aws:viaawsservice', 'false'],
  ['aws:resourceaccount', accountId],
  ['aws:tagkeys', undefined],
  ['aws:nosuchkey', undefined],
  ['constructor', undefined],
])('how: %s', (key, value) => {
  expect(contextOf().lookup(key)).toBe(value)
})

test('tags are found by their keys without regard to case', () => {
  const { lookup } = contextOf({
    resourceTags: () => tags,
    requestTags: () => [{ Key: 'Cost/Center', Value: '7' }],
    requestTagKeys: () => ['Cost/Center'],
  })
  expect(lookup('aws:resourcetag/team')).toBe('blue')
  expect(lookup('aws:requesttag/cost/center')).toBe('7')
  expect(lookup('aws:tagkeys')).toEqual(['Cost/Center'])
})

test('an operation’s own keys come first, in any case', () => {
  const conditionKeys = () => ({
    'sts:ExternalId': 'x',
    'aws:MultiFactorAuthPresent': 'true',
    'aws:SourceIp': undefined,
  })
  const { lookup, asked } = contextOf({ conditionKeys })
  expect(lookup('sts:externalid')).toBe('x')
  expect(lookup('aws:multifactorauthpresent')).toBe('true')
  expect(lookup('aws:sourceip')).toBe('203.0.113.7')
  expect(lookup('aws:referer')).toBeUndefined()
  expect(asked()).toEqual({
    'sts:externalid': 'x',
    'aws:multifactorauthpresent': 'true',
    'aws:sourceip': '203.0.113.7',
  })
})

test('nothing is worked out before a condition asks for it', () => {
  const fail = () => {
    throw new Error('nobody asked')
  }
  const { lookup } = contextOf({ resourceTags: fail, requestTags: fail, requestTagKeys: fail })
  expect(lookup('aws:sourceip')).toBe('203.0.113.7')
})
