import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteServiceLinkedRoleCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ADMINISTRATOR_ACCESS,
  allowing,
  allPages,
  arn,
  failure,
  lastEvent,
  trusting,
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

const trust = trusting('greengrass.amazonaws.com')
const newRole = (RoleName: string) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }))

test('what Terraform does with a role, a policy and their attachment, there and back', async () => {
  const RoleName = 'tf-core'
  const made = await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: '/',
      AssumeRolePolicyDocument: trust,
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'by', Value: 'terraform' }],
    }),
  )
  expect(made.Role?.Arn).toBe(arn('role/tf-core'))
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  expect(Role).toEqual({
    ...made.Role,
    MaxSessionDuration: 7200,
    Tags: [{ Key: 'by', Value: 'terraform' }],
    RoleLastUsed: {},
  })
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trust)
  expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual([])
  const none = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
  expect(none.AttachedPolicies).toEqual([])

  const PolicyDocument = allowing('greengrass:*')
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'tf', PolicyDocument }))
  const PolicyArn = Policy?.Arn ?? ''
  const read = await iam.send(new GetPolicyCommand({ PolicyArn }))
  const VersionId = read.Policy?.DefaultVersionId ?? ''
  const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))
  expect(decodeURIComponent(version.PolicyVersion?.Document ?? '')).toBe(PolicyDocument)
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
  expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'tf', PolicyArn }])

  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))
  const versions = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))
  expect(versions.Versions).toHaveLength(1)
  await iam.send(new DeletePolicyCommand({ PolicyArn }))
  const profiles = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))
  expect(profiles.InstanceProfiles).toEqual([])
  await iam.send(new DeleteRoleCommand({ RoleName }))
  await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject(
    failure('NoSuchEntityException', 'The role with name tf-core cannot be found.'),
  )
})

describe('a role', () => {
  test('leaves the event of its making, its policy percent-encoded in the answer alone', async () => {
    const { Role } = await newRole('recorded')
    expect(await lastEvent(server, 'CreateRole')).toMatchObject({
      requestParameters: { roleName: 'recorded', assumeRolePolicyDocument: trust },
      responseElements: {
        role: {
          roleName: 'recorded',
          roleId: Role?.RoleId,
          arn: arn('role/recorded'),
          path: '/',
          assumeRolePolicyDocument: encodeURIComponent(trust),
        },
      },
    })
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/)
  })

  test('has a name that no other has', async () => {
    await newRole('Once')
    await expect(newRole('once')).rejects.toMatchObject(
      failure('EntityAlreadyExistsException', 'Role with name once already exists.'),
    )
  })

  test('needs a trust policy that is one, of 2048 characters at most', async () => {
    const made = (AssumeRolePolicyDocument: string) =>
      iam.send(new CreateRoleCommand({ RoleName: 'untrusted', AssumeRolePolicyDocument }))
    for (const text of ['{', '[]', '{"Version":"2012-10-17"}', allowing('sts:AssumeRole')])
      await expect(made(text), text).rejects.toMatchObject({
        name: 'MalformedPolicyDocumentException',
      })
    await expect(made(trusting(`${'x'.repeat(2048)}.amazonaws.com`))).rejects.toMatchObject(
      failure('LimitExceededException', 'Cannot exceed quota for ACLSizePerRole: 2048'),
    )
    expect(await lastEvent(server, 'CreateRole')).toMatchObject({
      errorCode: 'LimitExceededException',
    })
  })

  test('is changed in its description, its session time, its trust', async () => {
    const RoleName = 'changing'
    await newRole(RoleName)
    await iam.send(
      new UpdateRoleCommand({ RoleName, Description: 'new', MaxSessionDuration: 43_200 }),
    )
    const PolicyDocument = trusting('iot.amazonaws.com')
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
    expect(Role).toMatchObject({ Description: 'new', MaxSessionDuration: 43_200 })
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(PolicyDocument)
    const described = await iam.send(
      new UpdateRoleDescriptionCommand({ RoleName, Description: 'newer' }),
    )
    expect(described.Role?.Description).toBe('newer')
    expect(await lastEvent(server, 'UpdateAssumeRolePolicy')).toMatchObject({
      requestParameters: { roleName: RoleName, policyDocument: PolicyDocument },
      responseElements: null,
    })
  })

  test('has a boundary while one is set', async () => {
    const RoleName = 'bounded'
    await newRole(RoleName)
    const missing = arn('policy/not-there')
    const put = (PermissionsBoundary: string) =>
      iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }))
    await expect(put(missing)).rejects.toMatchObject(
      failure('NoSuchEntityException', `Policy ${missing} does not exist or is not attachable.`),
    )
    await put(ADMINISTRATOR_ACCESS)
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(ADMINISTRATOR_ACCESS)
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }))
    const after = await iam.send(new GetRoleCommand({ RoleName }))
    expect(after.Role?.PermissionsBoundary).toBeUndefined()
    await expect(
      iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  })

  test('is not deleted while it has policies', async () => {
    const RoleName = 'holding'
    const PolicyName = 'inline'
    await newRole(RoleName)
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: allowing('s3:*') }),
    )
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName }))
    await expect(remove()).rejects.toMatchObject(
      failure('DeleteConflictException', 'Cannot delete entity, must delete policies first.'),
    )
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))
    await remove()
    expect(await lastEvent(server, 'DeleteRole')).toMatchObject({
      requestParameters: { roleName: RoleName },
      responseElements: null,
    })
  })

  test('is tagged, and listed without its tags', async () => {
    const RoleName = 'tagged'
    await newRole(RoleName)
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'k', Value: 'v' }] }))
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }))
    expect(Tags).toEqual([{ Key: 'k', Value: 'v' }])
    const { Roles = [] } = await iam.send(new ListRolesCommand({}))
    expect(Roles.find((role) => role.RoleName === RoleName)).not.toHaveProperty('Tags')
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['k'] }))
    expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([])
  })
})

test('roles are listed to the end', async () => {
  const roles = await allPages(
    (paging) => iam.send(new ListRolesCommand(paging)),
    ({ Roles }) => Roles,
  )
  const names = roles.map(({ RoleName = '' }) => RoleName)
  expect(names.length).toBeGreaterThan(3)
  expect(names).toEqual(names.toSorted())
})

describe('a service-linked role', () => {
  test('is the service’s alone to change', async () => {
    const AWSServiceName = 'cloudtrail.amazonaws.com'
    const { Role } = await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName }))
    expect(Role?.Arn).toBe(
      arn('role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail'),
    )
    const RoleName = Role?.RoleName ?? ''
    const calls = [
      () => iam.send(new DeleteRoleCommand({ RoleName })),
      () => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR_ACCESS })),
      () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust })),
    ]
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({ name: 'UnmodifiableEntityException' })
    await expect(
      iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName })),
    ).rejects.toMatchObject(failure('InvalidInputException', /has been taken in this account/))

    const { DeletionTaskId } = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }))
    const status = await iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }))
    expect(status.Status).toBe('SUCCEEDED')
    await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    })
  })

  test('is made for services that have one, and only such a role goes this way', async () => {
    await expect(
      iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'x.amazonaws.com' })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' })
    await newRole('plain')
    await expect(
      iam.send(new DeleteServiceLinkedRoleCommand({ RoleName: 'plain' })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' })
  })
})
