import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccountAliasCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsRequest,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetInstanceProfileCommand,
  ListAccountAliasesCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  PutUserPolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
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

test('an account has one alias at most, a new one taking the place of the old', async () => {
  const aliases = async () =>
    (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases ?? []
  const make = (AccountAlias: string) => iam.send(new CreateAccountAliasCommand({ AccountAlias }))
  expect(await aliases()).toEqual([])
  await make('plant-one')
  await expect(make('plant-one')).rejects.toMatchObject(
    failure('EntityAlreadyExistsException', 'The account alias plant-one already exists.'),
  )
  await make('plant-two')
  expect(await aliases()).toEqual(['plant-two'])
  const drop = (AccountAlias: string) => iam.send(new DeleteAccountAliasCommand({ AccountAlias }))
  await expect(drop('plant-one')).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  await drop('plant-two')
  expect(await aliases()).toEqual([])
  for (const wrong of ['UPPER', 'two--hyphens', '123456789012'])
    await expect(make(wrong), wrong).rejects.toMatchObject({ name: 'ValidationError' })
  expect(await lastEvent(server, 'DeleteAccountAlias')).toMatchObject({
    requestParameters: { accountAlias: 'plant-two' },
    responseElements: null,
  })
})

describe('an instance profile', () => {
  const InstanceProfileName = 'profile'
  const RoleName = 'profiled'
  const get = () => iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))

  test('holds one role, and holds it fast', async () => {
    const made = await iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key: 'k', Value: 'v' }] }),
    )
    expect(made.InstanceProfile).toMatchObject({
      InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/) as string,
      Arn: arn('instance-profile/profile'),
      Roles: [],
    })
    for (const name of [RoleName, 'other'])
      await iam.send(
        new CreateRoleCommand({
          RoleName: name,
          AssumeRolePolicyDocument: trusting('ec2.amazonaws.com'),
        }),
      )
    const add = (name: string) =>
      iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: name }))
    await add(RoleName)
    await expect(add('other')).rejects.toMatchObject({ name: 'LimitExceededException' })
    expect((await get()).InstanceProfile?.Roles).toMatchObject([{ RoleName }])
    const forRole = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))
    expect(forRole.InstanceProfiles).toMatchObject([{ InstanceProfileName }])
    const held = 'Cannot delete entity, must remove roles from instance profile first.'
    for (const command of [
      () => iam.send(new DeleteRoleCommand({ RoleName })),
      () => iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })),
    ])
      await expect(command()).rejects.toMatchObject(failure('DeleteConflictException', held))
  })

  test('is tagged, listed, emptied and deleted', async () => {
    const Tags = [{ Key: 'x', Value: 'y' }]
    await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags }))
    await iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['k'] }))
    const tags = await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }))
    expect(tags.Tags).toEqual(Tags)
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'another' }))
    const profiles = await allPages(
      (paging) => iam.send(new ListInstanceProfilesCommand(paging)),
      ({ InstanceProfiles }) => InstanceProfiles,
    )
    expect(profiles.map((profile) => profile.InstanceProfileName)).toEqual(['another', 'profile'])
    const remove = () =>
      iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }))
    await remove()
    await expect(remove()).rejects.toMatchObject({ name: 'NoSuchEntityException' })
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))
    await expect(get()).rejects.toMatchObject(
      failure('NoSuchEntityException', 'Instance Profile profile cannot be found.'),
    )
  })
})

describe('what auditors read', () => {
  beforeAll(async () => {
    const UserName = 'audited'
    await iam.send(new CreateUserCommand({ UserName }))
    await iam.send(new CreateAccessKeyCommand({ UserName }))
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-Horse-1' }))
    await iam.send(
      new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: allowing('s3:*') }),
    )
    await iam.send(new CreateGroupCommand({ GroupName: 'auditors' }))
    await iam.send(new AddUserToGroupCommand({ GroupName: 'auditors', UserName }))
    await iam.send(
      new AttachGroupPolicyCommand({ GroupName: 'auditors', PolicyArn: ADMINISTRATOR_ACCESS }),
    )
    const local = { PolicyName: 'local', PolicyDocument: allowing('iot:*') }
    await iam.send(new CreatePolicyCommand(local))
  })

  test('the details of everything, in one answer and page by page', async () => {
    const all = await iam.send(new GetAccountAuthorizationDetailsCommand({}))
    expect(all.UserDetailList?.find(({ UserName }) => UserName === 'audited')).toMatchObject({
      GroupList: ['auditors'],
      UserPolicyList: [
        { PolicyName: 'own', PolicyDocument: expect.stringContaining('s3%3A') as string },
      ],
      AttachedManagedPolicies: [],
    })
    expect(all.GroupDetailList).toMatchObject([
      { GroupName: 'auditors', AttachedManagedPolicies: [{ PolicyArn: ADMINISTRATOR_ACCESS }] },
    ])
    expect(all.RoleDetailList?.map(({ RoleName }) => RoleName)).toEqual(['other', 'profiled'])
    expect(all.Policies).toMatchObject([
      {
        Arn: arn('policy/local'),
        PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true }],
      },
      { Arn: ADMINISTRATOR_ACCESS, AttachmentCount: 2 },
    ])
    const namesOf = (input: GetAccountAuthorizationDetailsRequest) =>
      allPages(
        (paging) => iam.send(new GetAccountAuthorizationDetailsCommand({ ...input, ...paging })),
        (page) => [
          ...(page.UserDetailList ?? []).map(({ UserName }) => UserName),
          ...(page.GroupDetailList ?? []).map(({ GroupName }) => GroupName),
          ...(page.RoleDetailList ?? []).map(({ RoleName }) => RoleName),
          ...(page.Policies ?? []).map(({ PolicyName }) => PolicyName),
        ],
      )
    const names = ['admin', 'audited', 'auditors', 'other', 'profiled', 'local']
    expect(await namesOf({})).toEqual([...names, 'AdministratorAccess'])
    expect(await namesOf({ Filter: ['Role', 'LocalManagedPolicy'] })).toEqual(names.slice(3))
  })

  test('the summary counts what is there', async () => {
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}))
    expect(SummaryMap).toMatchObject({
      Users: 2,
      UsersQuota: 5000,
      Groups: 1,
      Roles: 2,
      Policies: 1,
      AccountAccessKeysPresent: 1,
      AccessKeysPerUserQuota: 2,
      PolicyVersionsInUseQuota: 10_000,
      ServerCertificatesQuota: 20,
      SigningCertificatesPerUserQuota: 2,
      AccountPasswordPresent: 0,
    })
    const root = server.clients(server.keys.root).iam
    await root.send(new CreateLoginProfileCommand({ Password: 'correct-Horse-7' }))
    const after = await iam.send(new GetAccountSummaryCommand({}))
    expect(after.SummaryMap).toMatchObject({ AccountPasswordPresent: 1 })
    await root.send(new DeleteLoginProfileCommand({}))
  })

  test('the credential report says who can sign in with what', async () => {
    await expect(iam.send(new GetCredentialReportCommand({}))).rejects.toMatchObject({
      name: 'CredentialReportNotPresentException',
    })
    const generated = await iam.send(new GenerateCredentialReportCommand({}))
    expect(generated.State).toBe('COMPLETE')
    const report = await iam.send(new GetCredentialReportCommand({}))
    expect(report.ReportFormat).toBe('text/csv')
    const lines = Buffer.from(report.Content ?? [])
      .toString()
      .split('\n')
      .map((line) => line.split(','))
    const [header = [], root = [], ...users] = lines
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([header.length]))
    const cellOf = (line: string[], column: string) => line[header.indexOf(column)]
    expect(root.slice(0, 2)).toEqual(['<root_account>', arn('root')])
    const audited = users.find(([name]) => name === 'audited') ?? []
    expect(cellOf(audited, 'password_enabled')).toBe('true')
    expect(cellOf(audited, 'access_key_1_active')).toBe('true')
    expect(cellOf(audited, 'access_key_2_active')).toBe('false')
    const admin = users.find(([name]) => name === 'admin') ?? []
    expect(cellOf(admin, 'access_key_1_last_used_service')).toBe('iam')
    expect(cellOf(admin, 'password_enabled')).toBe('false')
    expect(await lastEvent(server, 'GetCredentialReport')).toMatchObject({
      requestParameters: null,
      responseElements: null,
    })
  })
})

test('no password, hash, salt or secret is in any event', async () => {
  const events = JSON.stringify(await server.lookup({}, 'us-east-1'))
  for (const word of ['Correct-Horse', 'hash', 'salt', 'secretAccessKey'])
    expect(events).not.toContain(word)
})
