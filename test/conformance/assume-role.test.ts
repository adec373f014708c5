import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allow, aRole, aUser, trusting } from '../support/identities.ts'
import { accountId, startServerWith, type TestServer } from '../support/server.ts'

const alice = aUser({ accountId, userName: 'alice' }, allow('sts:*', 'cloudtrail:*'))
const deployer = aRole(
  { accountId, roleName: 'Deployer', path: '/ops/', trustPolicy: trusting(alice.arn) },
  allow('sts:*'),
)

let server: TestServer
beforeAll(async () => {
  server = await startServerWith([...alice.changes, ...deployer.changes])
})
afterAll(() => server.close())

test('a role is assumed, and its credentials work', async () => {
  const { Credentials: given, AssumedRoleUser } = await server
    .clients(alice.keys)
    .sts.send(new AssumeRoleCommand({ RoleArn: deployer.arn, RoleSessionName: 'ci-42' }))
  const keys = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  }
  expect(keys.sessionToken).toMatch(/^IQoJb3JpZ2luX2Vj/)
  const who = await server.clients(keys).sts.send(new GetCallerIdentityCommand({}))
  expect(who).toMatchObject({
    Account: accountId,
    Arn: `arn:aws:sts::${accountId}:assumed-role/Deployer/ci-42`,
    UserId: AssumedRoleUser?.AssumedRoleId,
  })
  expect(server.bugs).toEqual([])
})
