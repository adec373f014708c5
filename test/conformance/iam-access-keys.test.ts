import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allPages, arn, failure, lastEvent } from '../support/iam.ts'
import { type Clients, region, startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let iam: Clients['iam']
beforeAll(async () => {
  server = await startServer()
  iam = server.clients().iam
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

async function newKey(UserName: string) {
  await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey) throw new Error('no key was made')
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey
  return { accessKeyId, secretAccessKey }
}

const whoIs = (keys: { accessKeyId: string; secretAccessKey: string }) =>
  server.clients(keys).sts.send(new GetCallerIdentityCommand({}))

test('a key works as soon as it is made, and its secret is in no event', async () => {
  const keys = await newKey('alice')
  expect(keys.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
  expect(keys.secretAccessKey).toMatch(/^[A-Za-z0-9/+]{40}$/)
  expect((await whoIs(keys)).Arn).toBe(arn('user/alice'))
  const event = await lastEvent(server, 'CreateAccessKey')
  expect(event).toMatchObject({
    requestParameters: { userName: 'alice' },
    responseElements: {
      accessKey: { userName: 'alice', accessKeyId: keys.accessKeyId, status: 'Active' },
    },
  })
  expect(JSON.stringify(event)).not.toContain(keys.secretAccessKey)
  expect(JSON.stringify(event).toLowerCase()).not.toContain('secretaccesskey')
})

test('an inactive key opens nothing, until it is active again', async () => {
  const keys = await newKey('bob')
  const { accessKeyId: AccessKeyId } = keys
  await iam.send(new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId, Status: 'Inactive' }))
  await expect(whoIs(keys)).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  await iam.send(new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId, Status: 'Active' }))
  expect((await whoIs(keys)).Arn).toBe(arn('user/bob'))
  await expect(
    iam.send(new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId, Status: 'Expired' })),
  ).rejects.toMatchObject({ name: 'ValidationError' })
})

test('a deleted key opens nothing ever again', async () => {
  const keys = await newKey('carol')
  const { accessKeyId: AccessKeyId } = keys
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'carol', AccessKeyId }))
  await expect(whoIs(keys)).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  const again = iam.send(new DeleteAccessKeyCommand({ UserName: 'carol', AccessKeyId }))
  await expect(again).rejects.toMatchObject(
    failure('NoSuchEntityException', `The Access Key with id ${AccessKeyId} cannot be found.`),
  )
})

test('a user has two keys at most, listed page by page', async () => {
  await newKey('dave')
  await iam.send(new CreateAccessKeyCommand({ UserName: 'dave' }))
  await expect(iam.send(new CreateAccessKeyCommand({ UserName: 'dave' }))).rejects.toMatchObject(
    failure('LimitExceededException', 'Cannot exceed quota for AccessKeysPerUser: 2'),
  )
  const keys = await allPages(
    (paging) => iam.send(new ListAccessKeysCommand({ UserName: 'dave', ...paging })),
    ({ AccessKeyMetadata }) => AccessKeyMetadata,
  )
  expect(keys).toHaveLength(2)
  expect(keys[0]).toMatchObject({ UserName: 'dave', Status: 'Active' })
  expect(JSON.stringify(keys)).not.toContain('Secret')
})

test('another user’s key is not there', async () => {
  const { accessKeyId: AccessKeyId } = await newKey('erin')
  await iam.send(new CreateUserCommand({ UserName: 'frank' }))
  const calls = [
    new DeleteAccessKeyCommand({ UserName: 'frank', AccessKeyId }),
    new DeleteAccessKeyCommand({ AccessKeyId }),
  ]
  for (const call of calls)
    await expect(iam.send(call)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
})

test('the root user makes and drops a key of its own by naming nobody', async () => {
  const root = server.clients(server.keys.root).iam
  const { AccessKey } = await root.send(new CreateAccessKeyCommand({}))
  expect(AccessKey?.UserName).toBeUndefined()
  const { AccessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
  expect((await whoIs({ accessKeyId: AccessKeyId, secretAccessKey })).Arn).toBe(arn('root'))
  const { AccessKeyMetadata = [] } = await root.send(new ListAccessKeysCommand({}))
  expect(AccessKeyMetadata.map((key) => key.AccessKeyId)).toContain(AccessKeyId)
  await root.send(new DeleteAccessKeyCommand({ AccessKeyId }))
})

test('a key tells when, where and for what it was last used', async () => {
  const keys = await newKey('grace')
  const ask = () => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keys.accessKeyId }))
  expect(await ask()).toMatchObject({
    UserName: 'grace',
    AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
  })
  const beforeMs = Math.floor(Date.now() / 1000) * 1000
  await whoIs(keys)
  const { AccessKeyLastUsed } = await ask()
  expect(AccessKeyLastUsed).toMatchObject({ ServiceName: 'sts', Region: region })
  expect(AccessKeyLastUsed?.LastUsedDate?.getTime()).toBeGreaterThanOrEqual(beforeMs)
  const unknown = new GetAccessKeyLastUsedCommand({ AccessKeyId: 'AKIAQAAAAAAAAAAAAAAA' })
  await expect(iam.send(unknown)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${arn('user/admin')} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key AKIAQAAAAAAAAAAAAAAA`,
  })
})

test('the key that deletes itself leaves nothing', async () => {
  const root = server.clients(server.keys.root).iam
  const { AccessKey } = await root.send(new CreateAccessKeyCommand({}))
  const { AccessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
  const own = server.clients({ accessKeyId: AccessKeyId, secretAccessKey }).iam
  await own.send(new DeleteAccessKeyCommand({ AccessKeyId }))
  const ask = root.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))
  await expect(ask).rejects.toMatchObject({ name: 'AccessDenied' })
})
