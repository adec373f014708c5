import { CreateSAMLProviderCommand } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  AssumeRoleWithSAMLCommand,
  type AssumeRoleWithSAMLCommandInput,
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
import { allow, aRole, trusting } from '../support/identities.ts'
import { type AssertionParts, samlIdentityProvider } from '../support/saml-identity-provider.ts'
import { keysOf } from '../support/sessions.ts'
import { accountId, region, startServerWith, type TestServer } from '../support/server.ts'

/** Somebody whom a SAML identity provider vouches for assumes a role, with AWS's client and without a key. */

const idp = samlIdentityProvider()
const samlProviderArn = `arn:aws:iam::${accountId}:saml-provider/corp`
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/people/${name}`
const AFFILIATION = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1'

const all = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity']
const isStaff = { 'ForAnyValue:StringEquals': { 'saml:eduPersonAffiliation': ['staff'] } }
const roles = Object.entries({
  Staff: trustingProvider(samlProviderArn, all, isStaff),
  Others: trustingProvider(`${samlProviderArn}2`, all),
  Next: trusting(`arn:aws:iam::${accountId}:root`),
}).map(([roleName, trustPolicy]) =>
  aRole({ accountId, roleName, path: '/people/', trustPolicy }, allow('sts:*')),
)

let server: TestServer
let anonymous: STSClient

beforeAll(async () => {
  server = await startServerWith(roles.flatMap(({ changes }) => changes))
  await server
    .clients()
    .iam.send(new CreateSAMLProviderCommand({ Name: 'corp', SAMLMetadataDocument: idp.metadata }))
  anonymous = anonymousClient(server)
})
afterAll(async () => {
  await server.close()
  expect(server.bugs).toEqual([])
})

function assertionFor(role: string, change: Partial<AssertionParts> = {}): string {
  return idp.respond({
    nowMs: Date.now(),
    ...change,
    attributes: {
      Role: [`${roleArn(role)},${samlProviderArn}`],
      RoleSessionName: ['alice@example.com'],
      [AFFILIATION]: ['staff', 'member'],
      ...change.attributes,
    },
  })
}

function assumedWithAssertion(
  change: Partial<AssertionParts> = {},
  input: Partial<AssumeRoleWithSAMLCommandInput> = {},
) {
  return anonymous.send(
    new AssumeRoleWithSAMLCommand({
      RoleArn: roleArn('Staff'),
      PrincipalArn: samlProviderArn,
      SAMLAssertion: assertionFor('Staff', change),
      ...input,
    }),
  )
}

const passed = {
  SourceIdentity: ['alice'],
  'PrincipalTag:Team': ['blue'],
  TransitiveTagKeys: ['Team'],
}

test('an assertion gives a session of the role', async () => {
  const { Credentials: given, ...answer } = await assumedWithAssertion()
  expect(answer).toMatchObject({
    Subject: 'alice',
    SubjectType: 'persistent',
    Issuer: idp.entityId,
    Audience: 'https://signin.aws.amazon.com/saml',
    NameQualifier: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
    AssumedRoleUser: { Arn: `arn:aws:sts::${accountId}:assumed-role/Staff/alice@example.com` },
  })
  const { sts } = server.clients(keysOf(given))
  await sts.send(new GetCallerIdentityCommand({}))
  const { userIdentity } = await latestEvent(server, 'GetCallerIdentity', region)
  expect(userIdentity).toMatchObject({
    type: 'AssumedRole',
    sessionContext: { sessionIssuer: { userName: 'Staff' } },
  })
  expect(userIdentity.sessionContext).not.toHaveProperty('webIdFederationData')
})

test('an assertion leaves an event without its secrets', async () => {
  const { Credentials: given, NameQualifier } = await assumedWithAssertion({ attributes: passed })
  const event = await latestEvent(server, 'AssumeRoleWithSAML')
  expect(event).toMatchObject({
    userIdentity: {
      type: 'SAMLUser',
      principalId: `${NameQualifier}:alice`,
      userName: 'alice',
      identityProvider: NameQualifier,
    },
    recipientAccountId: accountId,
    readOnly: true,
    resources: [
      { accountId, type: 'AWS::IAM::Role', ARN: roleArn('Staff') },
      { accountId, type: 'AWS::IAM::SAMLProvider', ARN: samlProviderArn },
    ],
  })
  expect(event.requestParameters).toEqual({
    sAMLAssertionID: '_assertion',
    roleSessionName: 'alice@example.com',
    sourceIdentity: 'alice',
    principalTags: { Team: 'blue' },
    transitiveTagKeys: ['Team'],
    roleArn: roleArn('Staff'),
    principalArn: samlProviderArn,
  })
  expect(event.responseElements).toMatchObject({
    credentials: { accessKeyId: given?.AccessKeyId, sessionToken: given?.SessionToken },
    subject: 'alice',
    subjectType: 'persistent',
    issuer: idp.entityId,
    nameQualifier: NameQualifier,
    sourceIdentity: 'alice',
  })
  expect(JSON.stringify(event)).not.toContain(given?.SecretAccessKey)
  expect(JSON.stringify(event).length).toBeLessThan(5000)
})

test('an assertion can shorten the session, by its length and by its end', async () => {
  const endOf = async (change: Partial<AssertionParts>) =>
    (await assumedWithAssertion(change)).Credentials?.Expiration?.getTime() ?? 0
  for (const [change, seconds] of [
    [{}, 3600],
    [{ attributes: { SessionDuration: ['900'] } }, 900],
  ] as const) {
    const beforeMs = Math.floor(Date.now() / 1000) * 1000
    const sinceMs = (await endOf(change)) - seconds * 1000
    expect(sinceMs).toBeGreaterThanOrEqual(beforeMs)
    expect(sinceMs).toBeLessThanOrEqual(Date.now())
  }
  const sessionEndsMs = Date.now() + 1_200_000
  expect(Math.abs((await endOf({ sessionEndsMs })) - sessionEndsMs)).toBeLessThan(2_000)
})

test.each<[string, Partial<AssertionParts>, string]>([
  [
    'its attributes are not the trusted ones',
    { attributes: { [AFFILIATION]: ['guest'] } },
    'Staff',
  ],
  ['the role does not exist', {}, 'Nobody'],
  ['the role trusts others', {}, 'Others'],
])('an assertion is denied, and leaves its event, when %s', async (_case, change, role) => {
  const input = { RoleArn: roleArn(role), SAMLAssertion: assertionFor(role, change) }
  await expect(assumedWithAssertion({}, input)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Not authorized to perform sts:AssumeRoleWithSAML',
  })
  expect(await latestEvent(server, 'AssumeRoleWithSAML')).toMatchObject({
    userIdentity: { type: 'SAMLUser', userName: 'alice' },
    errorCode: 'AccessDenied',
    requestParameters: null,
  })
})

test('an assertion that is not for the role leaves an event that says whose it was', async () => {
  const SAMLAssertion = assertionFor('Other')
  await expect(assumedWithAssertion({}, { SAMLAssertion })).rejects.toMatchObject({
    name: 'InvalidIdentityTokenException',
    message: "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
  })
  expect(await latestEvent(server, 'AssumeRoleWithSAML')).toMatchObject({
    userIdentity: { type: 'SAMLUser', userName: 'alice' },
    errorCode: 'InvalidIdentityTokenException',
  })
})

test.each<[string, () => Partial<AssumeRoleWithSAMLCommandInput>, object]>([
  [
    'it is none',
    () => ({ SAMLAssertion: 'AAAA' }),
    { name: 'InvalidIdentityTokenException', message: 'Invalid base64 SAMLResponse' },
  ],
  [
    'somebody else signed it',
    () => {
      const nowMs = Date.now()
      return { SAMLAssertion: samlIdentityProvider(idp.entityId).respond({ nowMs }) }
    },
    { name: 'InvalidIdentityTokenException', message: 'Response signature invalid' },
  ],
  [
    'the identity provider did not know the user',
    () => ({ SAMLAssertion: assertionFor('Staff', { status: 'Responder' }) }),
    { name: 'IDPRejectedClaimException' },
  ],
  [
    'nobody is its subject',
    () => ({ SAMLAssertion: assertionFor('Staff', { subject: '' }) }),
    { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithSAML' },
  ],
  [
    'the identity provider is of another account',
    () => ({ PrincipalArn: 'arn:aws:iam::210987654321:saml-provider/corp' }),
    { name: 'AccessDenied' },
  ],
  [
    'there is no such identity provider',
    () => ({ PrincipalArn: `${samlProviderArn}2` }),
    { name: 'InvalidIdentityTokenException', message: "Specified provider doesn't exist" },
  ],
  [
    'its tags are too many',
    () => {
      const tags = Array.from({ length: 51 }, (_, i) => [`PrincipalTag:K${i}`, ['v']])
      const attributes = Object.fromEntries(tags) as Record<string, string[]>
      return { SAMLAssertion: assertionFor('Staff', { attributes }) }
    },
    { name: 'InvalidIdentityTokenException' },
  ],
])('an assertion proves nobody, and leaves no event, when %s', async (_case, change, error) => {
  const events = await eventsNamed(server, 'AssumeRoleWithSAML')
  await expect(assumedWithAssertion({}, change())).rejects.toMatchObject(error)
  expect(await eventsNamed(server, 'AssumeRoleWithSAML')).toHaveLength(events.length)
})

test('tags and source identity go along a chain of roles', async () => {
  const { Credentials: first } = await assumedWithAssertion({ attributes: passed })
  const next = new AssumeRoleCommand({ RoleArn: roleArn('Next'), RoleSessionName: 'next' })
  const { Credentials: second } = await server.clients(keysOf(first)).sts.send(next)
  expect(await latestEvent(server, 'AssumeRole', region)).toMatchObject({
    userIdentity: { type: 'AssumedRole', sessionContext: { sourceIdentity: 'alice' } },
    requestParameters: { incomingTransitiveTags: { Team: 'blue' } },
  })
  await server.clients(keysOf(second)).sts.send(new GetCallerIdentityCommand({}))
  expect(await latestEvent(server, 'GetCallerIdentity', region)).toMatchObject({
    userIdentity: {
      sessionContext: { sessionIssuer: { userName: 'Next' }, sourceIdentity: 'alice' },
    },
  })
})
