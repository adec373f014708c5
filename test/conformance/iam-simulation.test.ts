import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyRequest,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowing, allPages, arn, failure, lastEvent } from '../support/iam.ts'
import { accountId, type Clients, startServer, type TestServer } from '../support/server.ts'

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

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement })
const onlyWithMfa = document({
  Effect: 'Allow',
  Action: 'greengrass:*',
  Resource: 'arn:aws:greengrass:*:*:coreDevices:${aws:username}-*',
  Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
})

const ask = async (input: Partial<SimulateCustomPolicyRequest>) => {
  const asked = { PolicyInputList: [onlyWithMfa], ActionNames: ['greengrass:GetCoreDevice'] }
  const command = new SimulateCustomPolicyCommand({ ...asked, ...input })
  return (await iam.send(command)).EvaluationResults ?? []
}

test('policies of one’s own are judged as the front door would judge them', async () => {
  const ResourceArns = ['arn:aws:greengrass:us-west-2:123456789012:coreDevices:alice-1']
  const [without] = await ask({ ResourceArns })
  expect(without).toMatchObject({
    EvalActionName: 'greengrass:GetCoreDevice',
    EvalDecision: 'implicitDeny',
    MatchedStatements: [],
    MissingContextValues: ['aws:MultiFactorAuthPresent', 'aws:username'],
  })
  const ContextEntries = [
    {
      ContextKeyName: 'aws:MultiFactorAuthPresent',
      ContextKeyValues: ['true'],
      ContextKeyType: 'boolean' as const,
    },
    {
      ContextKeyName: 'aws:UserName',
      ContextKeyValues: ['alice'],
      ContextKeyType: 'string' as const,
    },
  ]
  const [withMfa] = await ask({ ResourceArns, ContextEntries })
  expect(withMfa).toMatchObject({
    EvalDecision: 'allowed',
    MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
    MissingContextValues: [],
  })
})

test('a Deny wins, and says where it is written', async () => {
  const deny = document({ Effect: 'Deny', Action: 's3:Delete*', Resource: '*' })
  const results = await ask({
    PolicyInputList: [allowing('s3:*'), deny],
    ActionNames: ['s3:GetObject', 's3:DeleteObject'],
  })
  expect(results).toMatchObject([
    { EvalDecision: 'allowed', MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }] },
    { EvalDecision: 'explicitDeny', MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.2' }] },
  ])
})

test('a boundary bounds', async () => {
  const [result] = await ask({
    PolicyInputList: [allowing('s3:*')],
    PermissionsBoundaryPolicyInputList: [allowing('iot:*')],
    ActionNames: ['s3:GetObject'],
  })
  expect(result).toMatchObject({
    EvalDecision: 'implicitDeny',
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
  })
})

test('a resource of another account needs a policy of its own, once one is supposed', async () => {
  const bucket = 'arn:aws:s3:::bucket'
  const asked = {
    PolicyInputList: [allowing('s3:*')],
    ActionNames: ['s3:ListBucket'],
    ResourceArns: [bucket],
    CallerArn: arn('user/alice'),
  }
  const ResourcePolicy = document({
    Effect: 'Allow',
    Principal: { AWS: arn('user/alice') },
    Action: 's3:ListBucket',
    Resource: bucket,
  })
  const other = { ...asked, ResourcePolicy, ResourceOwner: 'arn:aws:iam::999999999999:root' }
  const nobodys = ResourcePolicy.replace('user/alice', 'user/bob')
  const decisions = await Promise.all(
    [asked, other, { ...other, ResourcePolicy: nobodys }].map((input) => ask(input)),
  )
  expect(decisions.map(([result]) => result?.EvalDecision)).toEqual([
    'allowed',
    'allowed',
    'implicitDeny',
  ])
})

test('results come for each action on each resource, page by page', async () => {
  const PolicyInputList = [allowing('s3:*')]
  const ActionNames = ['s3:GetObject', 's3:PutObject']
  const ResourceArns = ['arn:aws:s3:::one/*', 'arn:aws:s3:::two/*']
  const results = await allPages(
    (paging) =>
      iam.send(
        new SimulateCustomPolicyCommand({ PolicyInputList, ActionNames, ResourceArns, ...paging }),
      ),
    ({ EvaluationResults }) => EvaluationResults,
  )
  expect(
    results.map(({ EvalActionName, EvalResourceName }) => `${EvalActionName} ${EvalResourceName}`),
  ).toEqual(
    ActionNames.flatMap((action) => ResourceArns.map((resource) => `${action} ${resource}`)),
  )
})

test('a user is judged by its own policies, its groups’ and its boundary', async () => {
  const UserName = 'alice'
  const PolicySourceArn = arn('user/alice')
  const ActionNames = ['iam:GetUser', 's3:GetObject', 'iot:ListThings']
  await iam.send(new CreateUserCommand({ UserName }))
  await iam.send(new CreateGroupCommand({ GroupName: 'team' }))
  await iam.send(new AddUserToGroupCommand({ GroupName: 'team', UserName }))
  const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
  await iam.send(
    new PutGroupPolicyCommand({
      GroupName: 'team',
      PolicyName: 'inline',
      PolicyDocument: allowing('s3:*'),
    }),
  )
  const simulated = async () => {
    const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames })
    return (await iam.send(command)).EvaluationResults ?? []
  }
  expect(await simulated()).toMatchObject([
    {
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'IAMReadOnlyAccess', SourcePolicyType: 'aws-managed' }],
    },
    {
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'group_team_inline', SourcePolicyType: 'group' }],
    },
    { EvalDecision: 'implicitDeny' },
  ])
  await iam.send(
    new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: PolicyArn }),
  )
  expect((await simulated()).map(({ EvalDecision }) => EvalDecision)).toEqual([
    'allowed',
    'implicitDeny',
    'implicitDeny',
  ])
  expect(await lastEvent(server, 'SimulatePrincipalPolicy')).toMatchObject({
    readOnly: true,
    requestParameters: { policySourceArn: PolicySourceArn, actionNames: ActionNames },
    responseElements: null,
  })
})

test('context keys are those of conditions and variables, each once', async () => {
  const PolicyInputList = [onlyWithMfa, onlyWithMfa]
  const custom = await iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList }))
  expect(custom.ContextKeyNames).toEqual(['aws:MultiFactorAuthPresent', 'aws:username'])
  const PolicySourceArn = arn('user/admin')
  const command = new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn, PolicyInputList })
  expect((await iam.send(command)).ContextKeyNames).toEqual(custom.ContextKeyNames)
})

test('what is no policy or nobody is refused', async () => {
  await expect(ask({ PolicyInputList: ['{}'] })).rejects.toMatchObject({
    name: 'InvalidInputException',
  })
  const of = (PolicySourceArn: string) =>
    iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ['s3:GetObject'] }))
  await expect(of(arn('user/nobody'))).rejects.toMatchObject(
    failure('NoSuchEntityException', 'The user with name nobody cannot be found.'),
  )
  const session = `arn:aws:sts::${accountId}:assumed-role/Deployer/ci`
  for (const unclear of [arn('policy/x'), session])
    await expect(of(unclear)).rejects.toMatchObject(
      failure(
        'InvalidInputException',
        `Invalid Entity Arn: ${unclear} does not clearly define entity type and name.`,
      ),
    )
  await expect(of('arn:aws:iam::999999999999:user/admin')).rejects.toMatchObject(
    failure(
      'InvalidInputException',
      `Invalid Policy Source Arn: caller's account ${accountId} does not have access to policies in account 999999999999`,
    ),
  )
})
