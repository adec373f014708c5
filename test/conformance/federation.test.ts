import {
  AssumeRoleCommand,
  AssumeRoleWithSAMLCommand,
  type AssumeRoleWithSAMLCommandInput,
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  GetCallerIdentityCommand,
  type Credentials,
  STSClient,
} from '@aws-sdk/client-sts'
import { CreateSAMLProviderCommand } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { oidcProviderKey, oidcProviders } from '../../src/identity/oidc-provider.ts'
import { aRole, createdAt, policy, type Statement } from '../support/identities.ts'
import { type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts'
import { type AssertionParts, samlIdentityProvider } from '../support/saml-identity-provider.ts'
import {
  accountId,
  type Keys,
  region,
  startServerWith,
  type TestServer,
} from '../support/server.ts'

/** Roles for people and machines that an identity provider vouches for, assumed with AWS's client and without a key. */

const idp = samlIdentityProvider()
const samlProviderArn = `arn:aws:iam::${accountId}:saml-provider/corp`
const allowed = { Effect: 'Allow', Action: 'sts:*', Resource: '*' } as const

let issuer: OidcIssuer
let gone: OidcIssuer
let server: TestServer
let anonymous: STSClient
let oidcProviderArn: string

const trusting = (
  provider: string,
  actions: readonly string[],
  Condition: Statement['Condition'] = {},
) => policy({ Effect: 'Allow', Action: actions, Principal: { Federated: provider }, Condition })

const withToken = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']
const withAssertion = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity']

const oidcProvider = (url: string) =>
  oidcProviders.put(oidcProviderKey({ accountId, url }), {
    accountId,
    url,
    clientIds: ['sts.amazonaws.com'],
    thumbprints: [],
    tags: [],
    createdAt,
  })

const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/ci/${name}`

beforeAll(async () => {
  issuer = await startOidcIssuer()
  oidcProviderArn = `arn:aws:iam::${accountId}:oidc-provider/${issuer.name}`
  const main = { StringEquals: { [`${issuer.name}:sub`]: 'repo:octo/site:ref:refs/heads/main' } }
  const staff = { 'ForAnyValue:StringEquals': { 'saml:eduPersonAffiliation': ['staff'] } }
  const roles = {
    Deployer: trusting(oidcProviderArn, withToken, main),
    Untagged: trusting(oidcProviderArn, ['sts:AssumeRoleWithWebIdentity']),
    OtherIssuer: trusting(`${oidcProviderArn}0`, withToken),
    Everybody: policy({ Effect: 'Allow', Action: withToken, Principal: { AWS: '*' } }),
    Staff: trusting(samlProviderArn, withAssertion, staff),
  }
  gone = await startOidcIssuer()
  // IAM takes issuers without a port only, and these have one.
  const believed = [issuer, gone].map(({ name }) => oidcProvider(name))
  const made = Object.entries(roles).map(([roleName, trustPolicy]) =>
    aRole({ accountId, roleName, path: '/ci/', trustPolicy }, allowed),
  )
  server = await startServerWith([...believed, ...made.flatMap(({ changes }) => changes)])
  await server
    .clients()
    .iam.send(new CreateSAMLProviderCommand({ Name: 'corp', SAMLMetadataDocument: idp.metadata }))
  anonymous = new STSClient({ region, endpoint: server.url, maxAttempts: 1 })
})
afterAll(async () => {
  await Promise.all([server.close(), issuer.close()])
})

const main = { aud: 'sts.amazonaws.com', sub: 'repo:octo/site:ref:refs/heads/main' }

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

function assertionFor(role: string, change: Partial<AssertionParts> = {}): string {
  return idp.respond({
    nowMs: Date.now(),
    ...change,
    attributes: {
      Role: [`${roleArn(role)},${samlProviderArn}`],
      RoleSessionName: ['alice@example.com'],
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['staff', 'member'],
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

const keysOf = (given: Credentials | undefined): Keys => ({
  accessKeyId: given?.AccessKeyId ?? '',
  secretAccessKey: given?.SecretAccessKey ?? '',
  sessionToken: given?.SessionToken ?? '',
})

/** Calls without a signature do not tell their region, and so count as made to the global endpoint. */
const eventsNamed = (name: string, inRegion = 'us-east-1'): Promise<AuditEvent[]> => {
  const attribute = { AttributeKey: 'EventName', AttributeValue: name } as const
  return server.lookup({ LookupAttributes: [attribute] }, inRegion)
}

async function latest(name: string, inRegion?: string): Promise<AuditEvent> {
  const [event] = await eventsNamed(name, inRegion)
  if (!event) throw new Error(`there is no event ${name}`)
  return event
}

describe('a token of an OpenID Connect issuer', () => {
  test('gives a session that knows where it comes from', async () => {
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
    const { userIdentity } = await latest('GetCallerIdentity', region)
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

  test('leaves an event without its secrets', async () => {
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
    const event = await latest('AssumeRoleWithWebIdentity')
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

  test('needs no account, key or signature, and one that comes along is not looked at', async () => {
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
  ])('is denied, and leaves its event, when %s', async (_case, claims, role) => {
    await expect(assumedWithToken(claims, { RoleArn: roleArn(role) })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      $metadata: { httpStatusCode: 403 },
    })
    expect(await latest('AssumeRoleWithWebIdentity')).toMatchObject({
      userIdentity: { type: 'WebIdentityUser' },
      errorCode: 'AccessDenied',
      errorMessage: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      requestParameters: null,
      responseElements: null,
      recipientAccountId: accountId,
    })
  })

  test('that passes tags or a source identity needs a role that takes them', async () => {
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

  test('that has expired leaves an event that says whose it was', async () => {
    const now = Math.floor(Date.now() / 1000)
    await expect(assumedWithToken({ iat: now - 900, exp: now - 600 })).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      $metadata: { httpStatusCode: 400 },
    })
    expect(await latest('AssumeRoleWithWebIdentity')).toMatchObject({
      userIdentity: { type: 'WebIdentityUser', userName: main.sub },
      errorCode: 'ExpiredTokenException',
    })
  })

  test('that names roles is for these alone', async () => {
    const roles = { 'https://aws.amazon.com/roles': [roleArn('Deployer')] }
    await assumedWithToken(roles)
    expect(await latest('AssumeRoleWithWebIdentity')).toMatchObject({
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
    [
      'the session has no name',
      async () => ({ RoleSessionName: '!' }),
      { name: 'ValidationError' },
    ],
  ])('proves nobody, and leaves no event, when %s', async (_case, change, error) => {
    const [events, lines] = [await eventsNamed('AssumeRoleWithWebIdentity'), server.rejected.length]
    await expect(assumedWithToken({}, await change())).rejects.toMatchObject(error)
    expect(await eventsNamed('AssumeRoleWithWebIdentity')).toHaveLength(events.length)
    expect(server.rejected).toHaveLength(lines + 1)
    expect(JSON.stringify(server.rejected)).not.toMatch(/eyJ|secret-token/)
  })

  test('is not asked for longer than the role allows', async () => {
    await expect(assumedWithToken({}, { DurationSeconds: 7200 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    })
  })

  test('whose issuer cannot be reached may be tried again', async () => {
    const WebIdentityToken = await gone.token(main)
    await gone.close()
    await expect(assumedWithToken({}, { WebIdentityToken })).rejects.toMatchObject({
      name: 'IDPCommunicationErrorException',
    })
  })
})

describe('a SAML assertion', () => {
  test('gives a session of the role', async () => {
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
    const { userIdentity } = await latest('GetCallerIdentity', region)
    expect(userIdentity).toMatchObject({
      type: 'AssumedRole',
      sessionContext: { sessionIssuer: { userName: 'Staff' } },
    })
    expect(userIdentity.sessionContext).not.toHaveProperty('webIdFederationData')
  })

  test('leaves an event without its secrets', async () => {
    const attributes = {
      SourceIdentity: ['alice'],
      'PrincipalTag:Team': ['blue'],
      TransitiveTagKeys: ['Team'],
    }
    const { Credentials: given, NameQualifier } = await assumedWithAssertion({ attributes })
    const event = await latest('AssumeRoleWithSAML')
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

  test('can shorten the session, by its length and by its end', async () => {
    const secondsOf = async (change: Partial<AssertionParts>) => {
      const startedMs = Date.now()
      const { Credentials: given } = await assumedWithAssertion(change)
      return Math.round(((given?.Expiration?.getTime() ?? 0) - startedMs) / 1000)
    }
    expect(await secondsOf({})).toBeCloseTo(3600, -1)
    expect(await secondsOf({ attributes: { SessionDuration: ['900'] } })).toBeCloseTo(900, -1)
    expect(await secondsOf({ sessionEndsMs: Date.now() + 1_200_000 })).toBeCloseTo(1200, -1)
  })

  test.each<[string, Partial<AssertionParts>, string]>([
    [
      'its attributes are not the trusted ones',
      { attributes: { 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['guest'] } },
      'Staff',
    ],
    ['the role does not exist', {}, 'Nobody'],
    ['the role trusts others', {}, 'Deployer'],
  ])('is denied, and leaves its event, when %s', async (_case, change, role) => {
    const input = { RoleArn: roleArn(role), SAMLAssertion: assertionFor(role, change) }
    await expect(assumedWithAssertion({}, input)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithSAML',
    })
    expect(await latest('AssumeRoleWithSAML')).toMatchObject({
      userIdentity: { type: 'SAMLUser', userName: 'alice' },
      errorCode: 'AccessDenied',
      requestParameters: null,
    })
  })

  test('that is not for the role leaves an event that says whose it was', async () => {
    const SAMLAssertion = assertionFor('Other')
    await expect(assumedWithAssertion({}, { SAMLAssertion })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
    })
    expect(await latest('AssumeRoleWithSAML')).toMatchObject({
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
  ])('proves nobody, and leaves no event, when %s', async (_case, change, error) => {
    const events = await eventsNamed('AssumeRoleWithSAML')
    await expect(assumedWithAssertion({}, change())).rejects.toMatchObject(error)
    expect(await eventsNamed('AssumeRoleWithSAML')).toHaveLength(events.length)
  })
})

test('tags and source identity go along a chain of roles', async () => {
  const { Credentials: given } = await assumedWithAssertion({
    attributes: {
      SourceIdentity: ['alice'],
      'PrincipalTag:Team': ['blue'],
      TransitiveTagKeys: ['Team'],
    },
  })
  const session = server.clients(keysOf(given)).sts
  const next = new AssumeRoleCommand({ RoleArn: roleArn('Staff'), RoleSessionName: 'next' })
  await expect(session.send(next)).rejects.toMatchObject({ name: 'AccessDenied' })
  expect(await latest('AssumeRole', region)).toMatchObject({
    userIdentity: { type: 'AssumedRole', sessionContext: { sourceIdentity: 'alice' } },
  })
  expect(server.bugs).toEqual([])
})
