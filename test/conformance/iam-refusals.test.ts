import * as iam from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowing, arn, failure } from '../support/iam.ts'
import { aUser } from '../support/identities.ts'
import { accountId, startServerWith, type TestServer } from '../support/server.ts'

/** In what words IAM refuses. Observed, as far as people have shown what they got. */

const nobody = aUser({ accountId, userName: 'nobody' })
const lister = aUser(
  { accountId, userName: 'lister' },
  { Effect: 'Allow', Action: 'iam:ListPolicies', Resource: arn('policy/*') },
)

const denied = (operation: string, resource: string) =>
  failure(
    'AccessDenied',
    `User: ${nobody.arn} is not authorized to perform: iam:${operation} on resource: ${resource} because no identity-based policy allows the iam:${operation} action`,
  )

let server: TestServer
beforeAll(async () => {
  server = await startServerWith([...nobody.changes, ...lister.changes])
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

test.each([
  [new iam.GetAccountSummaryCommand({}), 'GetAccountSummary', '*'],
  [new iam.ListAccountAliasesCommand({}), 'ListAccountAliases', '*'],
  [new iam.ListPoliciesCommand({}), 'ListPolicies', 'policy path /'],
  [new iam.ListPoliciesCommand({ PathPrefix: '/a/' }), 'ListPolicies', 'policy path /a/'],
  [new iam.ListVirtualMFADevicesCommand({}), 'ListVirtualMFADevices', arn('mfa/')],
  [
    new iam.ListOpenIDConnectProvidersCommand({}),
    'ListOpenIDConnectProviders',
    arn('oidc-provider/*'),
  ],
  [new iam.ListSAMLProvidersCommand({}), 'ListSAMLProviders', arn('saml-provider/*')],
  [new iam.ListServerCertificatesCommand({}), 'ListServerCertificates', arn('server-certificate/')],
  [new iam.ListUsersCommand({ PathPrefix: '/eng/' }), 'ListUsers', arn('user/eng/')],
  [
    new iam.SimulateCustomPolicyCommand({
      PolicyInputList: [allowing('s3:GetObject')],
      ActionNames: ['s3:GetObject'],
    }),
    'SimulateCustomPolicy',
    '*',
  ],
  [
    new iam.GetServiceLastAccessedDetailsCommand({ JobId: '0'.repeat(36) }),
    'GetServiceLastAccessedDetails',
    '*',
  ],
])('a denial names a resource where there is none: %#', async (command, operation, resource) => {
  await expect(server.clients(nobody.keys).iam.send(command as never)).rejects.toMatchObject(
    denied(operation, resource),
  )
})

const boss = { UserName: 'boss' }
const deployer = { RoleName: 'Deployer' }
const ours = arn('policy/ops/ours')
const readers = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const document = allowing('s3:GetObject')

test.each([
  [new iam.GetUserCommand(boss), 'GetUser', 'user boss'],
  [new iam.CreateAccessKeyCommand(boss), 'CreateAccessKey', 'user boss'],
  [
    new iam.AttachUserPolicyCommand({ ...boss, PolicyArn: readers }),
    'AttachUserPolicy',
    'user boss',
  ],
  [new iam.GetRoleCommand(deployer), 'GetRole', 'role Deployer'],
  [new iam.ListRoleTagsCommand(deployer), 'ListRoleTags', 'role Deployer'],
  [
    new iam.ListInstanceProfilesForRoleCommand(deployer),
    'ListInstanceProfilesForRole',
    'role Deployer',
  ],
  [new iam.GetGroupCommand({ GroupName: 'ops' }), 'GetGroup', 'group ops'],
  [new iam.AddUserToGroupCommand({ ...boss, GroupName: 'ops' }), 'AddUserToGroup', 'group ops'],
  [
    new iam.GetInstanceProfileCommand({ InstanceProfileName: 'box' }),
    'GetInstanceProfile',
    'instance profile box',
  ],
  [new iam.GetPolicyCommand({ PolicyArn: readers }), 'GetPolicy', `policy ${readers}`],
  [
    new iam.CreatePolicyVersionCommand({ PolicyArn: ours, PolicyDocument: document }),
    'CreatePolicyVersion',
    `policy ${ours}`,
  ],
  [
    new iam.CreatePolicyCommand({ PolicyName: 'ours', Path: '/ops/', PolicyDocument: document }),
    'CreatePolicy',
    'policy ours',
  ],
  [new iam.CreateUserCommand({ ...boss, Path: '/ops/' }), 'CreateUser', arn('user/ops/boss')],
  [
    new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'box' }),
    'CreateInstanceProfile',
    arn('instance-profile/box'),
  ],
  [
    new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }),
    'CreateVirtualMFADevice',
    arn('mfa/phone'),
  ],
  [
    new iam.SimulatePrincipalPolicyCommand({
      PolicySourceArn: arn('role/Deployer'),
      ActionNames: ['s3:GetObject'],
    }),
    'SimulatePrincipalPolicy',
    arn('role/Deployer'),
  ],
])(
  'a denial says what there is in words, and what may come by its ARN: %#',
  async (command, operation, resource) => {
    await expect(server.clients(nobody.keys).iam.send(command as never)).rejects.toMatchObject(
      denied(operation, resource),
    )
  },
)

test('to name policies is not to allow that they are listed', async () => {
  const command = new iam.ListPoliciesCommand({})
  await expect(server.clients(lister.keys).iam.send(command)).rejects.toMatchObject({
    name: 'AccessDenied',
  })
})

const names = 'It must contain only alphanumeric characters and/or the following: +=,.@_-'
const paths =
  'It must begin and end with / and contain only alphanumeric characters and/or / characters.'

test.each([
  [new iam.CreateUserCommand({ UserName: 'jürgen' }), 'userName', names],
  [new iam.GetRoleCommand({ RoleName: 'a/b' }), 'roleName', names],
  [new iam.CreateGroupCommand({ GroupName: 'a b' }), 'groupName', names],
  [new iam.GetUserPolicyCommand({ UserName: 'a', PolicyName: 'x:y' }), 'policyName', names],
  [new iam.CreateUserCommand({ UserName: 'a', Path: 'x' }), 'path', paths],
  [new iam.UpdateUserCommand({ UserName: 'a', NewPath: '/x' }), 'newPath', paths],
  [
    new iam.ListPoliciesCommand({ PathPrefix: '/foo' }),
    'pathPrefix',
    'It must begin with the / character and contain only alphanumeric characters and/or / characters.',
  ],
])('names and paths of other characters: %#', async (command, member, rule) => {
  await expect(server.clients().iam.send(command as never)).rejects.toMatchObject(
    failure('ValidationError', `The specified value for ${member} is invalid. ${rule}`),
  )
})

test('several faults are told together', async () => {
  const command = new iam.CreateUserCommand({ UserName: 'ü'.repeat(65), Path: 'x' })
  await expect(server.clients().iam.send(command)).rejects.toMatchObject(
    failure(
      'ValidationError',
      /^2 validation errors detected: Value .*64; The specified value for path is invalid\. /,
    ),
  )
})
