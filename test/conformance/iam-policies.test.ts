import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  ListUserPoliciesCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

const PolicyDocument = allowing('greengrass:GetCoreDevice')

async function newPolicy(PolicyName: string): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }))
  return Policy?.Arn ?? ''
}

/** A document of that many characters that count. */
function documentOf(characters: number): string {
  const empty = allowing('')
  return allowing(`greengrass:${'x'.repeat(characters - empty.length - 'greengrass:'.length)}`)
}

describe('a managed policy', () => {
  test('is made, read back and recorded', async () => {
    const made = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'Readers',
        Path: '/team/',
        Description: 'reads',
        PolicyDocument,
      }),
    )
    expect(made.Policy).toEqual({
      PolicyName: 'Readers',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/) as string,
      Arn: arn('policy/team/Readers'),
      Path: '/team/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: expect.any(Date) as Date,
      UpdateDate: expect.any(Date) as Date,
    })
    const PolicyArn = made.Policy?.Arn
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }))
    expect(Policy).toEqual({ ...made.Policy, Description: 'reads', Tags: [] })
    expect(await lastEvent(server, 'CreatePolicy')).toMatchObject({
      requestParameters: { policyName: 'Readers', policyDocument: PolicyDocument },
      responseElements: { policy: { arn: PolicyArn, attachmentCount: 0 } },
    })
  })

  test('has a name that no other has, whatever its path', async () => {
    await newPolicy('Single')
    const again = new CreatePolicyCommand({ PolicyName: 'single', Path: '/x/', PolicyDocument })
    await expect(iam.send(again)).rejects.toMatchObject(
      failure('EntityAlreadyExistsException', /^A policy called single already exists/),
    )
  })

  test('is a document of IAM’s grammar, of 6144 characters without white space', async () => {
    const made = (PolicyName: string, document: string) =>
      iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: document }))
    await expect(made('broken', '{"Version":')).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    })
    await expect(made('large', documentOf(6145))).rejects.toMatchObject(
      failure('LimitExceededException', 'Cannot exceed quota for PolicySize: 6144'),
    )
    await made('full', documentOf(6144).replace('{', '{\n      '))
  })

  test('has five versions at most, one of them the default', async () => {
    const PolicyArn = await newPolicy('Versioned')
    const add = (SetAsDefault: boolean) =>
      iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault }))
    for (let i = 2; i <= 4; i++) await add(false)
    const fifth = await add(true)
    expect(fifth.PolicyVersion).toMatchObject({ VersionId: 'v5', IsDefaultVersion: true })
    await expect(add(false)).rejects.toMatchObject(
      failure('LimitExceededException', /^A managed policy can have up to 5 versions/),
    )
    const versions = await allPages(
      (paging) => iam.send(new ListPolicyVersionsCommand({ PolicyArn, ...paging })),
      ({ Versions }) => Versions,
    )
    expect(versions.map(({ VersionId }) => VersionId)).toEqual(['v5', 'v4', 'v3', 'v2', 'v1'])

    const drop = (VersionId: string) =>
      iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }))
    await expect(drop('v5')).rejects.toMatchObject(
      failure('DeleteConflictException', 'Cannot delete the default version of a policy.'),
    )
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))
    await drop('v5')
    const sixth = await add(false)
    expect(sixth.PolicyVersion?.VersionId).toBe('v6')
    const missing = new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v5' })
    await expect(iam.send(missing)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  })

  test('is deleted when nothing uses it and one version is left', async () => {
    const PolicyArn = await newPolicy('Used')
    const UserName = 'user-of-it'
    await iam.send(new CreateUserCommand({ UserName }))
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
    const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn }))
    const inUse = failure('DeleteConflictException', 'Cannot delete a policy attached to entities.')
    await expect(remove()).rejects.toMatchObject(inUse)
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }))
    await iam.send(
      new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: PolicyArn }),
    )
    await expect(remove()).rejects.toMatchObject(inUse)
    await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }))
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }))
    await expect(remove()).rejects.toMatchObject(
      failure('DeleteConflictException', /^This policy has more than one version/),
    )
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))
    await remove()
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject(
      failure('NoSuchEntityException', `Policy ${PolicyArn} was not found.`),
    )
  })

  test('is tagged', async () => {
    const PolicyArn = await newPolicy('Tagged')
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'k', Value: 'v' }] }))
    const tags = await iam.send(new ListPolicyTagsCommand({ PolicyArn }))
    expect(tags.Tags).toEqual([{ Key: 'k', Value: 'v' }])
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['k'] }))
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.Tags).toEqual([])
  })

  test('of AWS’s can be read and attached, and not changed', async () => {
    const PolicyArn = ADMINISTRATOR_ACCESS
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }),
    )
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    })
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      name: 'AccessDenied',
    })
  })

  test('of another account is nobody else’s to read', async () => {
    const PolicyArn = 'arn:aws:iam::999999999999:policy/Readers'
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      name: 'AccessDenied',
    })
    const wrong = new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::123456789012:user/x' })
    await expect(iam.send(wrong)).rejects.toMatchObject({ name: 'InvalidInputException' })
  })

  test('is listed by whose it is, where, and whether it is used', async () => {
    const arnsOf = async (input: ConstructorParameters<typeof ListPoliciesCommand>[0]) =>
      (
        await allPages(
          (paging) => iam.send(new ListPoliciesCommand({ ...input, ...paging })),
          ({ Policies }) => Policies,
        )
      ).map(({ Arn = '' }) => Arn)
    const ours = await arnsOf({ Scope: 'Local' })
    const aws = await arnsOf({ Scope: 'AWS' })
    expect(ours).toContain(arn('policy/team/Readers'))
    expect(aws).toContain('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess')
    expect(aws).toContain('arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess')
    expect(await arnsOf({})).toEqual([...ours, ...aws].toSorted())
    expect(await arnsOf({ OnlyAttached: true })).toEqual([ADMINISTRATOR_ACCESS])
    expect(await arnsOf({ Scope: 'Local', PathPrefix: '/team/' })).toEqual([
      arn('policy/team/Readers'),
    ])
  })
})

describe('policies of a user', () => {
  test('are attached once, ten at most, and listed to the end', async () => {
    const UserName = 'collector'
    await iam.send(new CreateUserCommand({ UserName }))
    const attach = (PolicyArn: string) =>
      iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
    const arns: string[] = []
    for (let i = 0; i < 11; i++) arns.push(await newPolicy(`c${i}`))
    const [eleventh = '', ...ten] = arns.toReversed()
    for (const PolicyArn of ten) await attach(PolicyArn)
    await attach(ten[0] ?? '')
    await expect(attach(eleventh)).rejects.toMatchObject(
      failure('LimitExceededException', 'Cannot exceed quota for PoliciesPerUser: 10'),
    )
    const attached = await allPages(
      (paging) => iam.send(new ListAttachedUserPoliciesCommand({ UserName, ...paging })),
      ({ AttachedPolicies }) => AttachedPolicies,
    )
    expect(attached.map(({ PolicyArn }) => PolicyArn)).toEqual(ten.toSorted())
    const missing = arn('policy/missing')
    await expect(attach(missing)).rejects.toMatchObject(
      failure('NoSuchEntityException', `Policy ${missing} does not exist or is not attachable.`),
    )
    await expect(
      iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: missing })),
    ).rejects.toMatchObject(failure('NoSuchEntityException', `Policy ${missing} was not found.`))
    const entities = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: ten[0] }))
    expect(entities).toMatchObject({
      PolicyUsers: [{ UserName }],
      PolicyGroups: [],
      PolicyRoles: [],
    })
  })

  test('written into it share 2048 characters', async () => {
    const UserName = 'writer'
    await iam.send(new CreateUserCommand({ UserName }))
    const put = (PolicyName: string, document: string) =>
      iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: document }))
    await put('one', documentOf(1000))
    await put('two', documentOf(1048))
    await expect(put('three', allowing('s3:*'))).rejects.toMatchObject(
      failure(
        'LimitExceededException',
        'Maximum policy size of 2048 bytes exceeded for user writer',
      ),
    )
    await put('two', documentOf(900))
    const names = await allPages(
      (paging) => iam.send(new ListUserPoliciesCommand({ UserName, ...paging })),
      ({ PolicyNames }) => PolicyNames,
    )
    expect(names).toEqual(['one', 'two'])
    expect(await lastEvent(server, 'PutUserPolicy')).toMatchObject({
      requestParameters: { userName: UserName, policyName: 'two' },
      responseElements: null,
    })
  })

  test('written into it come back as they went, percent-encoded', async () => {
    const UserName = 'reader'
    const PolicyName = '__proto__'
    const document = `{\n  "Version": "2012-10-17",\n  "Statement": [{"Sid": "A1", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/(it's)!"}]\n}`
    await iam.send(new CreateUserCommand({ UserName }))
    const get = () => iam.send(new GetUserPolicyCommand({ UserName, PolicyName }))
    await expect(get()).rejects.toMatchObject(
      failure('NoSuchEntityException', 'The user policy with name __proto__ cannot be found.'),
    )
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: document }))
    const got = await get()
    expect(got.PolicyDocument).toMatch(/^[A-Za-z0-9%._~-]+$/)
    expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(document)
    await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }))
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  })
})
