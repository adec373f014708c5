import {
  AddRoleToInstanceProfileCommand,
  AttachUserPolicyCommand,
  CreateInstanceProfileCommand,
  CreateUserCommand,
  TagUserCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allow, aRole, aUser, trusting } from '../support/identities.ts'
import { accountId, startServerWith, type TestServer } from '../support/server.ts'

/** Administrators who may do some things to some: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */

const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const readers = 'arn:aws:iam::aws:policy/AWSGreengrassReadOnlyAccess'
const administrators = 'arn:aws:iam::aws:policy/AdministratorAccess'
const deputy = aUser(
  { accountId, userName: 'deputy' },
  {
    ...allow('iam:CreateUser', 'iam:AttachUserPolicy'),
    Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
  },
  {
    Effect: 'Deny',
    Action: 'iam:AttachUserPolicy',
    Resource: '*',
    Condition: { ArnNotEquals: { 'iam:PolicyARN': readers } },
  },
  {
    ...allow('iam:TagUser', 'iam:UntagUser'),
    Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
  },
  {
    Effect: 'Deny',
    Action: 'iam:TagUser',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestTag/team': ['blue', 'red'] } },
  },
  allow('iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'),
  { Effect: 'Allow', Action: 'iam:PassRole', Resource: `arn:aws:iam::${accountId}:role/Small` },
)
const roles = ['Small', 'Large'].map((roleName) =>
  aRole({ accountId, roleName, trustPolicy: trusting(accountId) }),
)
const plain = aUser({ accountId, userName: 'plain' })
const bounded = aUser({ accountId, userName: 'bounded', permissionsBoundaryArn: boundary })

let server: TestServer
beforeAll(async () => {
  const things = [deputy, plain, bounded, ...roles]
  server = await startServerWith(things.flatMap(({ changes }) => changes))
  const profile = new CreateInstanceProfileCommand({ InstanceProfileName: 'box' })
  await server.clients(deputy.keys).iam.send(profile)
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const user = 'bounded'
const allowed = 'is allowed'
const team = (Value: string) => [{ Key: 'team', Value }]

test.each([
  [
    'a user with the boundary',
    new CreateUserCommand({ UserName: 'a', PermissionsBoundary: boundary }),
    allowed,
  ],
  ['a user without', new CreateUserCommand({ UserName: 'b' }), 'iam:CreateUser'],
  [
    'the policy that may be attached',
    new AttachUserPolicyCommand({ UserName: user, PolicyArn: readers }),
    allowed,
  ],
  [
    'a policy that may not',
    new AttachUserPolicyCommand({ UserName: user, PolicyArn: administrators }),
    'with an explicit deny in an identity-based policy',
  ],
  [
    'a policy for a user without the boundary',
    new AttachUserPolicyCommand({ UserName: 'plain', PolicyArn: readers }),
    'iam:AttachUserPolicy',
  ],
  ['a tag', new TagUserCommand({ UserName: user, Tags: team('blue') }), allowed],
  ['a tag of another value', new TagUserCommand({ UserName: user, Tags: team('gold') }), 'deny'],
  ['no tag', new UntagUserCommand({ UserName: user, TagKeys: ['team'] }), allowed],
  ['another tag’s key', new UntagUserCommand({ UserName: user, TagKeys: ['x'] }), 'iam:UntagUser'],
  [
    'a role that must not be passed on',
    new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'box', RoleName: 'Large' }),
    'iam:PassRole',
  ],
  [
    'a role that may be passed on',
    new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'box', RoleName: 'Small' }),
    allowed,
  ],
])('a deputy gives %s', async (_name, command, outcome) => {
  const { iam } = server.clients(deputy.keys)
  const answer = await iam.send(command as never).then(
    () => allowed,
    (error: Error) => error.message,
  )
  expect(answer).toContain(outcome)
})
