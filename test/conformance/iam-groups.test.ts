import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DeleteUserCommand,
  DetachGroupPolicyCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  ListAttachedGroupPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  ADMINISTRATOR_ACCESS,
  allowing,
  allPages,
  arn,
  failure,
  lastEvent,
} from '../support/iam.ts'
import { type Clients, startServer, type TestServer } from '../support/server.ts'

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

test('a group is made, found with its members, and renamed without losing them', async () => {
  const made = await iam.send(new CreateGroupCommand({ GroupName: 'Admins', Path: '/ops/' }))
  expect(made.Group).toEqual({
    Path: '/ops/',
    GroupName: 'Admins',
    GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/) as string,
    Arn: arn('group/ops/Admins'),
    CreateDate: expect.any(Date) as Date,
  })
  for (const UserName of ['zoe', 'adam', 'mia']) {
    await iam.send(new CreateUserCommand({ UserName }))
    await iam.send(new AddUserToGroupCommand({ GroupName: 'Admins', UserName }))
  }
  expect(await lastEvent(server, 'AddUserToGroup')).toMatchObject({
    requestParameters: { groupName: 'Admins', userName: 'mia' },
    responseElements: null,
  })
  await iam.send(new UpdateGroupCommand({ GroupName: 'Admins', NewGroupName: 'Chiefs' }))
  const users = await allPages(
    (paging) => iam.send(new GetGroupCommand({ GroupName: 'Chiefs', ...paging })),
    ({ Users }) => Users,
  )
  expect(users.map(({ UserName }) => UserName)).toEqual(['adam', 'mia', 'zoe'])
  const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'mia' }))
  expect(Groups).toEqual([{ ...made.Group, GroupName: 'Chiefs', Arn: arn('group/ops/Chiefs') }])
})

test('its name is taken in any case, and missing in any other', async () => {
  await iam.send(new CreateGroupCommand({ GroupName: 'Taken' }))
  await expect(iam.send(new CreateGroupCommand({ GroupName: 'TAKEN' }))).rejects.toMatchObject(
    failure('EntityAlreadyExistsException', 'Group with name TAKEN already exists.'),
  )
  await expect(iam.send(new GetGroupCommand({ GroupName: 'taken' }))).rejects.toMatchObject(
    failure('NoSuchEntityException', 'The group with name taken cannot be found.'),
  )
  await iam.send(new CreateGroupCommand({ GroupName: 'Other' }))
  const rename = new UpdateGroupCommand({ GroupName: 'Other', NewGroupName: 'taken' })
  await expect(iam.send(rename)).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' })
})

test('joining twice changes nothing, leaving twice is an error', async () => {
  const [GroupName, UserName] = ['Club', 'joiner']
  await iam.send(new CreateGroupCommand({ GroupName }))
  await iam.send(new CreateUserCommand({ UserName }))
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName }))
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName }))
  await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toMatchObject(
    failure('DeleteConflictException', 'Cannot delete entity, must remove users from group first.'),
  )
  await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }))
  const again = iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }))
  await expect(again).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  await iam.send(new DeleteUserCommand({ UserName }))
})

test('a user is in ten groups at most', async () => {
  const UserName = 'sociable'
  await iam.send(new CreateUserCommand({ UserName }))
  for (let i = 0; i < 10; i++) {
    await iam.send(new CreateGroupCommand({ GroupName: `g${i}` }))
    await iam.send(new AddUserToGroupCommand({ GroupName: `g${i}`, UserName }))
  }
  const eleventh = iam.send(new AddUserToGroupCommand({ GroupName: 'Taken', UserName }))
  await expect(eleventh).rejects.toMatchObject(
    failure('LimitExceededException', 'Cannot exceed quota for GroupsPerUser: 10'),
  )
})

test('its policies are attached and put, shown and taken away before it goes', async () => {
  const GroupName = 'Policied'
  const PolicyName = 'inline'
  const PolicyArn = ADMINISTRATOR_ACCESS
  await iam.send(new CreateGroupCommand({ GroupName }))
  await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }))
  const document = allowing('greengrass:*')
  await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument: document }))
  const attached = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }))
  expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'AdministratorAccess', PolicyArn }])
  const { PolicyNames } = await iam.send(new ListGroupPoliciesCommand({ GroupName }))
  expect(PolicyNames).toEqual([PolicyName])
  const got = await iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }))
  expect(got.GroupName).toBe(GroupName)
  expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(document)

  const remove = () => iam.send(new DeleteGroupCommand({ GroupName }))
  await expect(remove()).rejects.toMatchObject(
    failure('DeleteConflictException', 'Cannot delete entity, must detach all policies first.'),
  )
  await iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }))
  await expect(remove()).rejects.toMatchObject(
    failure('DeleteConflictException', 'Cannot delete entity, must delete policies first.'),
  )
  await iam.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName }))
  await remove()
  const gone = iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }))
  await expect(gone).rejects.toMatchObject({ name: 'NoSuchEntityException' })
})

test('an account has three hundred groups at most', async () => {
  const existing = (await iam.send(new ListGroupsCommand({}))).Groups?.length ?? 0
  for (let i = existing; i < 300; i++)
    await iam.send(new CreateGroupCommand({ GroupName: `many-${i}`, Path: '/many/' }))
  await expect(iam.send(new CreateGroupCommand({ GroupName: 'more' }))).rejects.toMatchObject(
    failure('LimitExceededException', 'Cannot exceed quota for GroupsPerAccount: 300'),
  )
  const first = await iam.send(new ListGroupsCommand({ PathPrefix: '/many/' }))
  expect(first).toMatchObject({ IsTruncated: true })
  expect(first.Groups).toHaveLength(100)
})
