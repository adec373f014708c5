import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  GetCallerIdentityCommand,
  type STSClient,
} from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  anonymousClient,
  eventsNamed,
  latestEvent,
  trustingProvider,
} from '../support/federation.ts'
import { allow, anOidcProvider, aRole, policy } from '../support/identities.ts'
import { type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts'
import { keysOf } from '../support/sessions.ts'
import { accountId, region, startServerWith, type TestServer } from '../support/server.ts'

/** A machine with a token of an OpenID Connect issuer assumes a role, with AWS's client and without a key. */

let issuer: OidcIssuer
let gone: OidcIssuer
let pinned: OidcIssuer
let server: TestServer
let anonymous: STSClient
let oidcProviderArn: string

const main = { aud: 'sts.amazonaws.com', sub: 'repo:octo/site:ref:refs/heads/main' }
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/ci/${name}`
const arnOf = ({ name }: OidcIssuer) => `arn:aws:iam::${accountId}:oidc-provider/${name}`

const pem = (name: string) =>
  readFileSync(join(import.meta.dirname, '../support/tls', name), 'utf8')

function trustPolicies(): Readonly<Record<string, string>> {
  const all = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']
  const isMain = { StringEquals: { [`${issuer.name}:sub`]: main.sub } }
  return {
    Deployer: trustingProvider(oidcProviderArn, all, isMain),
    Untagged: trustingProvider(oidcProviderArn, ['sts:AssumeRoleWithWebIdentity']),
    Pinned: trustingProvider(arnOf(pinned), all),
    OtherIssuer: trustingProvider(`${oidcProviderArn}0`, all),
    Everybody: policy({ Effect: 'Allow', Action: all, Principal: { AWS: '*' } }),
  }
}

beforeAll(async () => {
  issuer = await startOidcIssuer()
  gone = await startOidcIssuer()
  pinned = await startOidcIssuer({ cert: pem('cert.pem'), key: pem('key.pem') }, 'localhost')
  oidcProviderArn = arnOf(issuer)
  const { fingerprint } = new X509Certificate(pem('cert.pem'))
  const thumbprint = fingerprint.replaceAll(':', '').toLowerCase()
  const roles = Object.entries(trustPolicies()).map(([roleName, trustPolicy]) =>
    aRole({ accountId, roleName, path: '/ci/', trustPolicy }, allow('sts:*')),
  )
  server = await startServerWith([
    anOidcProvider(accountId, issuer.name),
    anOidcProvider(accountId, gone.name),
    anOidcProvider(accountId, pinned.name, thumbprint),
    ...roles.flatMap(({ changes }) => changes),
  ])
  anonymous = anonymousClient(server)
})
afterAll(async () => {
  await Promise.all([server.close(), issuer.close(), pinned.close()])
  expect(server.bugs).toEqual([])
})

async function assumedWithToken(
  claims: Readonly<Record<string, unknown>> = {},
  input: Partial<AssumeRoleWithWebIdentityCommandInput> = {},
) {
  return anonymous.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn('Deployer'),
      RoleSessionName: 'build-7',
      WebIdentityToken: await issuer.token({ ...main, ...claims }),
      ...input,
    }),
  )
}

test('a token gives a session that knows where it comes from', async () => {
  const { Credentials: given, ...answer } = await assumedWithToken()
  expect(answer).toMatchObject({
    SubjectFromWebIdentityToken: main.sub,
    Provider: oidcProviderArn,
    Audience: 'sts.amazonaws.com',
    AssumedRoleUser: { Arn: `arn:aws:sts::${accountId}:assumed-role/Deployer/build-7` },
  })
  const { sts } = server.clients(keysOf(given))
  expect(await sts.send(new GetCallerIdentityCommand({}))).toHaveProperty(
    'Arn',
    answer.AssumedRoleUser?.Arn,
  )
  const { userIdentity } = await latestEvent(server, 'GetCallerIdentity', region)
  expect(userIdentity).toMatchObject({
    type: 'AssumedRole',
    accessKeyId: given?.AccessKeyId,
    sessionContext: {
      sessionIssuer: { type: 'Role', userName: 'Deployer' },
      webIdFederationData: {
        federatedProvider: oidcProviderArn,
        attributes: { [`${issuer.name}:aud`]: main.aud, [`${issuer.name}:sub`]: main.sub },
      },
      attributes: { mfaAuthenticated: 'false' },
    },
  })
})

test('a token leaves an event without its secrets', async () => {
  const { Credentials: given } = await assumedWithToken(
    {
      'https://aws.amazon.com/tags': {
        principal_tags: { Team: ['blue'] },
        transitive_tag_keys: ['Team'],
      },
      'https://aws.amazon.com/source_identity': 'octocat',
    },
    { DurationSeconds: 900 },
  )
  const event = await latestEvent(server, 'AssumeRoleWithWebIdentity')
  expect(event).toMatchObject({
    userIdentity: {
      type: 'WebIdentityUser',
      principalId: `${oidcProviderArn}:sts.amazonaws.com:${main.sub}`,
      userName: main.sub,
      identityProvider: oidcProviderArn,
    },
    recipientAccountId: accountId,
    readOnly: true,
    resources: [{ accountId, type: 'AWS::IAM::Role', ARN: roleArn('Deployer') }],
  })
  expect(event.requestParameters).toEqual({
    sourceIdentity: 'octocat',
    principalTags: { Team: 'blue' },
    transitiveTagKeys: ['Team'],
    roleArn: roleArn('Deployer'),
    roleSessionName: 'build-7',
    durationSeconds: 900,
  })
  expect(event.responseElements).toMatchObject({
    credentials: { accessKeyId: given?.AccessKeyId, sessionToken: given?.SessionToken },
    subjectFromWebIdentityToken: main.sub,
    provider: oidcProviderArn,
    audience: 'sts.amazonaws.com',
    sourceIdentity: 'octocat',
  })
  expect(JSON.stringify(event)).not.toContain(given?.SecretAccessKey)
  expect(JSON.stringify(event)).not.toContain('eyJ')
})

test('a token needs no account, key or signature, and one that comes along is not looked at', async () => {
  const sts = server.clients(server.keys.nobody).sts
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: roleArn('Deployer'),
    RoleSessionName: 'build-7',
    WebIdentityToken: await issuer.token(main),
  })
  expect(await sts.send(command)).toHaveProperty('Provider', oidcProviderArn)
})

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['its subject is not the trusted one', { sub: 'repo:octo/site:pull' }, 'Deployer'],
  ['the role does not exist', {}, 'Nobody'],
  ['the role trusts another issuer', {}, 'OtherIssuer'],
  ['the role trusts everybody who has an account', {}, 'Everybody'],
])('a token is denied, and leaves its event, when %s', async (_case, claims, role) => {
  await expect(assumedWithToken(claims, { RoleArn: roleArn(role) })).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    $metadata: { httpStatusCode: 403 },
  })
  expect(await latestEvent(server, 'AssumeRoleWithWebIdentity')).toMatchObject({
    userIdentity: { type: 'WebIdentityUser' },
    errorCode: 'AccessDenied',
    errorMessage: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    requestParameters: null,
    responseElements: null,
    recipientAccountId: accountId,
  })
})

test('a token that passes tags or a source identity needs a role that takes them', async () => {
  const untagged = { RoleArn: roleArn('Untagged') }
  await expect(assumedWithToken({}, untagged)).resolves.toHaveProperty('Credentials')
  const tags = { 'https://aws.amazon.com/tags/principal_tags/Team': 'blue' }
  await expect(assumedWithToken(tags, untagged)).rejects.toThrow(
    'Not authorized to perform sts:TagSession',
  )
  const source = { 'https://aws.amazon.com/source_identity': 'octocat' }
  await expect(assumedWithToken(source, untagged)).rejects.toThrow(
    'Not authorized to perform sts:SetSourceIdentity',
  )
})

test('a token that has expired leaves an event that says whose it was', async () => {
  const now = Math.floor(Date.now() / 1000)
  await expect(assumedWithToken({ iat: now - 900, exp: now - 600 })).rejects.toMatchObject({
    name: 'ExpiredTokenException',
    $metadata: { httpStatusCode: 400 },
  })
  expect(await latestEvent(server, 'AssumeRoleWithWebIdentity')).toMatchObject({
    userIdentity: { type: 'WebIdentityUser', userName: main.sub },
    errorCode: 'ExpiredTokenException',
  })
})

test('a token that names roles is for these alone', async () => {
  const roles = { 'https://aws.amazon.com/roles': [roleArn('Deployer')] }
  await assumedWithToken(roles)
  expect(await latestEvent(server, 'AssumeRoleWithWebIdentity')).toMatchObject({
    additionalEventData: { RoleAuthorizedByIdp: true },
  })
  await expect(assumedWithToken(roles, { RoleArn: roleArn('Untagged') })).rejects.toMatchObject({
    name: 'InvalidIdentityTokenException',
  })
})

test.each<[string, () => Promise<Partial<AssumeRoleWithWebIdentityCommandInput>>, object]>([
  [
    'it is none',
    async () => ({ WebIdentityToken: 'secret-token' }),
    { name: 'InvalidIdentityTokenException' },
  ],
  [
    'it is for others',
    async () => ({ WebIdentityToken: await issuer.token({ aud: 'other' }) }),
    { name: 'InvalidIdentityTokenException', message: 'Incorrect token audience' },
  ],
  [
    'its account does not know the issuer',
    async () => ({ RoleArn: 'arn:aws:iam::210987654321:role/Deployer' }),
    {
      name: 'InvalidIdentityTokenException',
      message: expect.stringContaining('No OpenIDConnect provider found in your account for'),
    },
  ],
  [
    'there is no role in the ARN',
    async () => ({ RoleArn: `arn:aws:iam::${accountId}:user/Deployer` }),
    { name: 'ValidationError', message: 'Request ARN is invalid' },
  ],
  [
    'it should be for Facebook',
    async () => ({ ProviderId: 'graph.facebook.com' }),
    {
      name: 'IDPRejectedClaimException',
      $metadata: expect.objectContaining({ httpStatusCode: 403 }),
    },
  ],
  [
    'it is for a provider unknown',
    async () => ({ ProviderId: 'x.example' }),
    { name: 'AccessDenied' },
  ],
  ['the session has no name', async () => ({ RoleSessionName: '!' }), { name: 'ValidationError' }],
])('a token proves nobody, and leaves no event, when %s', async (_case, change, error) => {
  const [events, lines] = [
    await eventsNamed(server, 'AssumeRoleWithWebIdentity'),
    server.rejected.length,
  ]
  await expect(assumedWithToken({}, await change())).rejects.toMatchObject(error)
  expect(await eventsNamed(server, 'AssumeRoleWithWebIdentity')).toHaveLength(events.length)
  expect(server.rejected).toHaveLength(lines + 1)
  expect(JSON.stringify(server.rejected)).not.toMatch(/eyJ|secret-token/)
})

test('a session is not asked for longer than the role allows', async () => {
  await expect(assumedWithToken({}, { DurationSeconds: 7200 })).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  })
})

test('a token leaves an event that tells how its issuer was verified', async () => {
  const WebIdentityToken = await pinned.token(main)
  await assumedWithToken({}, { WebIdentityToken, RoleArn: roleArn('Pinned') })
  const { additionalEventData } = await latestEvent(server, 'AssumeRoleWithWebIdentity')
  expect(additionalEventData).toEqual({
    identityProviderConnectionVerificationMethod: 'Thumbprint',
  })
})

test('a token whose issuer cannot be reached may be tried again', async () => {
  const WebIdentityToken = await gone.token(main)
  await gone.close()
  await expect(assumedWithToken({}, { WebIdentityToken })).rejects.toMatchObject({
    name: 'IDPCommunicationErrorException',
  })
})
