import { ListTrailsCommand } from '@aws-sdk/client-cloudtrail'
import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { ListUsersCommand } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allow, aRole, aUser, policy, trusting } from '../support/identities.ts'
import { accountId, type Keys, startServerWith, type TestServer } from '../support/server.ts'
import { assume, keysOf, sessionsWith } from '../support/sessions.ts'

/** What temporary credentials are good for, and what not: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html */

const alice = aUser({ accountId, userName: 'alice' }, allow('*'))
const deployer = aRole(
  { accountId, roleName: 'Deployer', trustPolicy: trusting(accountId) },
  allow('*'),
)
const now = Date.now()
const ofAlice = { kind: 'user', accountId, userId: alice.user.userId } as const
const issued = sessionsWith(
  { subject: ofAlice, issuedMs: now - 3_601_000 },
  { subject: ofAlice, mfaMs: now },
  { subject: { ...ofAlice, userId: 'AIDAGONE0000000000000' } },
)
const [expired, withMfa, ofNobody] = issued.keys as [Keys, Keys, Keys]

let server: TestServer
let own: Keys
let guest: Keys
let role: Keys
beforeAll(async () => {
  const changes = [...alice.changes, ...deployer.changes, ...issued.changes]
  server = await startServerWith(changes)
  const { sts } = server.clients(alice.keys)
  own = keysOf((await sts.send(new GetSessionTokenCommand({}))).Credentials)
  const Policy = policy(allow('*'))
  guest = keysOf(
    (await sts.send(new GetFederationTokenCommand({ Name: 'guest', Policy }))).Credentials,
  )
  role = await assume(sts, deployer.arn)
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const sts = (keys: Keys) => server.clients(keys).sts
const assumption = new AssumeRoleCommand({ RoleArn: deployer.arn, RoleSessionName: 'session' })
const invalidToken = {
  name: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid',
}

describe('a session of GetSessionToken', () => {
  test('has the user’s rights', async () => {
    const { deployments } = await server
      .clients(own)
      .greengrass.send(new ListDeploymentsCommand({}))
    expect(deployments).toEqual([])
  })

  test('assumes roles and asks who it is, and does nothing else in STS', async () => {
    await sts(own).send(assumption)
    await sts(own).send(new GetCallerIdentityCommand({}))
    const info = new GetAccessKeyInfoCommand({ AccessKeyId: own.accessKeyId })
    await expect(sts(own).send(info)).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(sts(own).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    })
  })

  test('is good for IAM only when it was made with MFA', async () => {
    const { iam } = server.clients(own)
    await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject(invalidToken)
    const asked = server.clients(withMfa).iam.send(new ListUsersCommand({}))
    expect(await asked.catch((error: unknown) => error)).not.toMatchObject(invalidToken)
  })
})

describe('a federated user', () => {
  test('has what both the user and the passed policy allow', async () => {
    await server.clients(guest).greengrass.send(new ListDeploymentsCommand({}))
    const Policy = policy(allow('cloudtrail:*'))
    const { Credentials } = await sts(alice.keys).send(
      new GetFederationTokenCommand({ Name: 'narrow', Policy }),
    )
    const { greengrass, cloudtrail } = server.clients(keysOf(Credentials))
    await cloudtrail.send(new ListTrailsCommand({}))
    await expect(greengrass.send(new ListDeploymentsCommand({}))).rejects.toThrow(
      'because no session policy allows the greengrass:ListDeployments action',
    )
  })

  test('without a passed policy may do nothing', async () => {
    const request = new GetFederationTokenCommand({ Name: 'nothing' })
    const keys = keysOf((await sts(alice.keys).send(request)).Credentials)
    const { greengrass } = server.clients(keys)
    await expect(greengrass.send(new ListDeploymentsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })

  test('only asks who it is in STS, and stays out of IAM', async () => {
    await sts(guest).send(new GetCallerIdentityCommand({}))
    await expect(sts(guest).send(assumption)).rejects.toMatchObject({ name: 'AccessDenied' })
    const { iam } = server.clients(guest)
    await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject(invalidToken)
  })
})

test.each([
  ['GetSessionToken', new GetSessionTokenCommand({})],
  ['GetFederationToken', new GetFederationTokenCommand({ Name: 'guest' })],
])('a role session cannot call %s', async (name, command) => {
  await expect(sts(role).send(command as never)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `Cannot call ${name} with session credentials`,
  })
})

test('the root user’s own sessions last an hour at most', async () => {
  const hour = 3_600_000
  const beforeMs = Math.floor(Date.now() / 1000) * 1000
  const { Credentials } = await sts(server.keys.root).send(
    new GetSessionTokenCommand({ DurationSeconds: 43_200 }),
  )
  const endMs = Credentials?.Expiration?.getTime()
  expect(endMs).toBeGreaterThanOrEqual(beforeMs + hour)
  expect(endMs).toBeLessThanOrEqual(Date.now() + hour)
})

describe('a token that is not believed', () => {
  const flipped = (token = '') => {
    const at = token.length - 40
    return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
  }
  const query = { damaged: 'InvalidClientTokenId', expired: 'ExpiredToken' }
  const json = { damaged: 'UnrecognizedClientException', expired: 'ExpiredTokenException' }

  test.each([
    ['damaged', () => ({ ...own, sessionToken: flipped(own.sessionToken) }), 'is invalid'],
    ['damaged', () => ({ ...own, sessionToken: 'IQoJb3JpZ2luX2VjAA==' }), 'is invalid'],
    ['expired', () => expired, 'is expired'],
  ] as const)('because it is %s', async (what, keys, text) => {
    const message = `The security token included in the request ${text}`
    const { sts: queried, greengrass, cloudtrail } = server.clients(keys())
    await expect(queried.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: query[what],
      message,
    })
    for (const asked of [
      greengrass.send(new ListDeploymentsCommand({})),
      cloudtrail.send(new ListTrailsCommand({})),
    ])
      await expect(asked).rejects.toMatchObject({ name: json[what], message })
  })

  test.each([
    ['it is another session’s', () => ({ ...own, sessionToken: guest.sessionToken ?? '' })],
    ['there is none', () => ({ ...own, sessionToken: undefined })],
    ['a long-term key brings one', () => ({ ...alice.keys, sessionToken: own.sessionToken ?? '' })],
    ['its user is gone', () => ofNobody],
  ])('because %s', async (_name, keys) => {
    await expect(sts(keys() as Keys).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    })
  })

  test('leaves no event, but a line among the rejected requests', async () => {
    const before = server.rejected.length
    await sts(expired)
      .send(new GetCallerIdentityCommand({}))
      .catch(() => undefined)
    expect(server.rejected.slice(before)).toMatchObject([
      { errorCode: 'ExpiredToken', accessKeyId: expired.accessKeyId },
    ])
    const events = await server.lookup()
    const keys = events.map(({ userIdentity }) => userIdentity.accessKeyId)
    expect(keys).not.toContain(expired.accessKeyId)
  })
})

test('sessions survive a restart', async () => {
  server = await server.restarted()
  const { Arn } = await sts(own).send(new GetCallerIdentityCommand({}))
  expect(Arn).toBe(alice.arn)
})

test('an access key tells its account, and nobody learns whether it exists', async () => {
  const asked = (AccessKeyId: string) =>
    sts(alice.keys).send(new GetAccessKeyInfoCommand({ AccessKeyId }))
  expect((await asked('ASIAY34FZKBOKMUTVV7A')).Account).toBe('609629065308')
  await expect(asked('ASIAY34FZKBOKMUTVV71')).rejects.toMatchObject({ name: 'ValidationError' })
})

test('a message that is none of ours is not decoded', async () => {
  const request = new DecodeAuthorizationMessageCommand({ EncodedMessage: 'AAAA' })
  await expect(sts(alice.keys).send(request)).rejects.toMatchObject({
    name: 'InvalidAuthorizationMessageException',
  })
})
