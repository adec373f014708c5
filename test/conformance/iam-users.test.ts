import {
  CreateUserCommand,
  DeleteUserCommand,
  GetUserCommand,
  ListServerCertificatesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateUserCommand,
  CreateAccessKeyCommand,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR_ACCESS, allPages, arn, failure, lastEvent } from '../support/iam.ts'
import {
  accountId,
  type Clients,
  startServerWithNobody,
  type TestServer,
} from '../support/server.ts'

let server: TestServer
let iam: Clients['iam']
beforeAll(async () => {
  server = await startServerWithNobody()
  iam = server.clients().iam
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

describe('a user', () => {
  test('is made, read back and listed', async () => {
    const made = await iam.send(
      new CreateUserCommand({
        UserName: 'alice',
        Path: '/eng/',
        PermissionsBoundary: ADMINISTRATOR_ACCESS,
        Tags: [{ Key: 'team', Value: 'core' }],
      }),
    )
    expect(made.User).toEqual({
      Path: '/eng/',
      UserName: 'alice',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
      Arn: arn('user/eng/alice'),
      CreateDate: expect.any(Date) as Date,
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: ADMINISTRATOR_ACCESS,
      },
      Tags: [{ Key: 'team', Value: 'core' }],
    })
    const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }))
    expect(User).toEqual(made.User)
    const { Users = [] } = await iam.send(new ListUsersCommand({ PathPrefix: '/eng/' }))
    const { PermissionsBoundary: _boundary, Tags: _tags, ...summary } = made.User ?? {}
    expect(Users).toEqual([summary])
  })

  test('leaves IAM’s event, dates in IAM’s form', async () => {
    const { User } = await iam.send(new CreateUserCommand({ UserName: 'eve', Path: '/ops/' }))
    const event = await lastEvent(server, 'CreateUser')
    expect(event).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      awsRegion: 'us-east-1',
      readOnly: false,
      requestParameters: { path: '/ops/', userName: 'eve' },
      responseElements: {
        user: {
          path: '/ops/',
          userName: 'eve',
          userId: User?.UserId,
          arn: arn('user/ops/eve'),
          createDate: expect.stringMatching(
            /^[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d\d:\d\d [AP]M$/,
          ) as string,
        },
      },
    })
  })

  test('has a name that no other has, in any case, but answers to its own spelling alone', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'Carol' }))
    await expect(iam.send(new CreateUserCommand({ UserName: 'cAROL' }))).rejects.toMatchObject(
      failure('EntityAlreadyExistsException', 'User with name cAROL already exists.'),
    )
    await expect(iam.send(new GetUserCommand({ UserName: 'carol' }))).rejects.toMatchObject(
      failure('NoSuchEntityException', 'The user with name carol cannot be found.'),
    )
    const event = await lastEvent(server, 'GetUser')
    expect(event).toMatchObject({
      errorCode: 'NoSuchEntityException',
      errorMessage: 'The user with name carol cannot be found.',
      requestParameters: { userName: 'carol' },
      responseElements: null,
    })
  })

  test('keeps its id and its keys under a new name and path', async () => {
    const { User } = await iam.send(new CreateUserCommand({ UserName: 'before' }))
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'before' }))
    await iam.send(
      new UpdateUserCommand({ UserName: 'before', NewUserName: 'after', NewPath: '/new/' }),
    )
    const { User: renamed } = await iam.send(new GetUserCommand({ UserName: 'after' }))
    expect(renamed).toMatchObject({ UserId: User?.UserId, Arn: arn('user/new/after') })
    await expect(iam.send(new GetUserCommand({ UserName: 'before' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    })
    const keys = await iam.send(new ListAccessKeysCommand({ UserName: 'after' }))
    expect(keys.AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual([
      AccessKey?.AccessKeyId,
    ])
    const { sts } = server.clients({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    })
    const identity = await sts.send(new GetCallerIdentityCommand({}))
    expect(identity.Arn).toBe(arn('user/new/after'))
  })

  test('may change the case of its name, and not take another’s', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'mallory' }))
    await iam.send(new UpdateUserCommand({ UserName: 'mallory', NewUserName: 'Mallory' }))
    const { User } = await iam.send(new GetUserCommand({ UserName: 'Mallory' }))
    expect(User?.UserName).toBe('Mallory')
    await expect(
      iam.send(new UpdateUserCommand({ UserName: 'Mallory', NewUserName: 'ADMIN' })),
    ).rejects.toMatchObject(
      failure('EntityAlreadyExistsException', 'User with name ADMIN already exists.'),
    )
  })

  test('who is not named is the caller', async () => {
    const { User } = await iam.send(new GetUserCommand({}))
    expect(User?.UserName).toBe('admin')
    expect(await lastEvent(server, 'GetUser')).toMatchObject({ requestParameters: null })
    const root = await server.clients(server.keys.root).iam.send(new GetUserCommand({}))
    expect(root.User).toMatchObject({ UserId: accountId, Arn: arn('root') })
  })

  test('is not made by somebody without rights, and the event shows no parameters', async () => {
    const nobody = server.clients(server.keys.nobody).iam
    await expect(nobody.send(new CreateUserCommand({ UserName: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${arn('user/nobody')} is not authorized to perform: iam:CreateUser on resource: ${arn('user/x')} because no identity-based policy allows the iam:CreateUser action`,
    })
    expect(await lastEvent(server, 'CreateUser')).toMatchObject({
      errorCode: 'AccessDenied',
      requestParameters: null,
    })
  })

  test('is deleted when nothing is left of it', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'gone' }))
    await iam.send(new DeleteUserCommand({ UserName: 'gone' }))
    expect(await lastEvent(server, 'DeleteUser')).toMatchObject({
      requestParameters: { userName: 'gone' },
      responseElements: null,
    })
    await expect(iam.send(new DeleteUserCommand({ UserName: 'gone' }))).rejects.toMatchObject(
      failure('NoSuchEntityException', 'The user with name gone cannot be found.'),
    )
  })

  test('is not deleted while it has a key', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'holder' }))
    await iam.send(new CreateAccessKeyCommand({ UserName: 'holder' }))
    await expect(iam.send(new DeleteUserCommand({ UserName: 'holder' }))).rejects.toMatchObject(
      failure('DeleteConflictException', 'Cannot delete entity, must delete access keys first.'),
    )
  })

  test('survives a restart', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'lasting' }))
    server = await server.restarted()
    iam = server.clients().iam
    const { User } = await iam.send(new GetUserCommand({ UserName: 'lasting' }))
    expect(User?.Arn).toBe(arn('user/lasting'))
  })
})

test('lists page by page to the end, in the order of names', async () => {
  const users = await allPages(
    (paging) => iam.send(new ListUsersCommand(paging)),
    ({ Users }) => Users,
  )
  const names = users.map(({ UserName = '' }) => UserName)
  expect(names.length).toBeGreaterThan(5)
  expect(names).toEqual(names.toSorted())
  expect(new Set(names).size).toBe(names.length)
})

test('a marker of another question is refused', async () => {
  const { Marker } = await iam.send(new ListUsersCommand({ MaxItems: 1 }))
  await expect(
    iam.send(new ListUsersCommand({ MaxItems: 1, Marker: 'made-up' })),
  ).rejects.toMatchObject({ name: 'ValidationError' })
  const other = new ListUsersCommand({ PathPrefix: '/eng/', ...(Marker ? { Marker } : {}) })
  await expect(iam.send(other)).rejects.toMatchObject({ name: 'ValidationError' })
})

describe('tags', () => {
  test('are added, replaced without regard to case, listed and removed', async () => {
    const UserName = 'tagged'
    await iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: 'a', Value: '1' }] }))
    await iam.send(
      new TagUserCommand({
        UserName,
        Tags: [
          { Key: 'A', Value: '2' },
          { Key: 'b', Value: '' },
        ],
      }),
    )
    const tags = await allPages(
      (paging) => iam.send(new ListUserTagsCommand({ UserName, ...paging })),
      ({ Tags }) => Tags,
    )
    expect(tags).toEqual([
      { Key: 'A', Value: '2' },
      { Key: 'b', Value: '' },
    ])
    await iam.send(new UntagUserCommand({ UserName, TagKeys: ['a', 'not-there'] }))
    const { Tags } = await iam.send(new ListUserTagsCommand({ UserName }))
    expect(Tags).toEqual([{ Key: 'b', Value: '' }])
    expect(await lastEvent(server, 'TagUser')).toMatchObject({
      requestParameters: {
        userName: UserName,
        tags: [
          { key: 'A', value: '2' },
          { key: 'b', value: '' },
        ],
      },
      responseElements: null,
    })
  })

  test('are at most fifty, each key once', async () => {
    const UserName = 'much-tagged'
    const tags = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, i) => ({ Key: `${prefix}${i}`, Value: '' }))
    await iam.send(new CreateUserCommand({ UserName, Tags: tags(50, 'k') }))
    const add = (Tags: { Key: string; Value: string }[]) =>
      iam.send(new TagUserCommand({ UserName, Tags }))
    await expect(add(tags(1, 'new'))).rejects.toMatchObject(
      failure('LimitExceededException', 'Cannot exceed quota for TagsPerResource: 50'),
    )
    await expect(add(tags(51, 'k'))).rejects.toMatchObject({ name: 'ValidationError' })
    await expect(
      add([
        { Key: 'x', Value: '' },
        { Key: 'X', Value: '' },
      ]),
    ).rejects.toMatchObject(failure('InvalidInputException', /^Duplicate tag keys found/))
    await expect(add([{ Key: 'aws:x', Value: '' }])).rejects.toMatchObject({
      name: 'InvalidInputException',
    })
  })
})

test('what cannot be made here is listed as none, so that a user can be cleared away', async () => {
  const UserName = 'admin'
  expect(await iam.send(new ListSSHPublicKeysCommand({ UserName }))).toMatchObject({
    SSHPublicKeys: [],
  })
  expect(await iam.send(new ListSigningCertificatesCommand({ UserName }))).toMatchObject({
    Certificates: [],
  })
  expect(await iam.send(new ListServiceSpecificCredentialsCommand({ UserName }))).toMatchObject({
    ServiceSpecificCredentials: [],
  })
  expect(await iam.send(new ListServerCertificatesCommand({}))).toMatchObject({
    ServerCertificateMetadataList: [],
  })
})
