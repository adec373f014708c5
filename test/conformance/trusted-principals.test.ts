import {
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  GetRoleCommand,
  type IAMClient,
  UpdateAssumeRolePolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3'
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arn, failure } from '../support/iam.ts'
import { allow, aUser, policy, trusting } from '../support/identities.ts'
import { accountId, region, startServerWith, type TestServer } from '../support/server.ts'

/**
 * Whom a trust policy means: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

const caller = aUser({ accountId, userName: 'caller', path: '/ops/' }, allow('sts:AssumeRole'))

const CreateBucketConfiguration = { LocationConstraint: region } as const

let server: TestServer
let iam: IAMClient
beforeAll(async () => {
  server = await startServerWith(caller.changes)
  iam = server.clients().iam
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

async function makeRole(RoleName: string, AssumeRolePolicyDocument: string) {
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  return Role?.RoleId ?? ''
}

async function trustOf(RoleName: string): Promise<unknown> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))
}

const trustOfOne = (named: string) =>
  policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: named } })

test('the user of that name, shown under the name it has by now', async () => {
  await makeRole('ForCaller', trustOfOne(caller.arn))
  const assume = new AssumeRoleCommand({ RoleArn: arn('role/ForCaller'), RoleSessionName: 'one' })
  expect(await trustOf('ForCaller')).toEqual(JSON.parse(trustOfOne(caller.arn)))
  await iam.send(new UpdateUserCommand({ UserName: 'caller', NewUserName: 'callee' }))
  expect(await trustOf('ForCaller')).toEqual(JSON.parse(trustOfOne(arn('user/ops/callee'))))
  await server.clients(caller.keys).sts.send(assume)
  await iam.send(new UpdateUserCommand({ UserName: 'callee', NewUserName: 'caller' }))
})

test('not a later user or role of the same name: the id of the one who is gone stays', async () => {
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'ghost' }))
  const roleId = await makeRole('Ghost', trustOfOne(accountId))
  await makeRole('Haunted', trusting(arn('user/ghost'), arn('role/Ghost')))
  await iam.send(new DeleteUserCommand({ UserName: 'ghost' }))
  await iam.send(new DeleteRoleCommand({ RoleName: 'Ghost' }))
  const ofTheDead = JSON.parse(trusting(User?.UserId ?? '', roleId)) as unknown
  expect(await trustOf('Haunted')).toEqual(ofTheDead)

  await iam.send(new CreateUserCommand({ UserName: 'ghost' }))
  await makeRole('Ghost', trustOfOne(caller.arn))
  expect(await trustOf('Haunted')).toEqual(ofTheDead)
  const { sts } = server.clients(caller.keys)
  const RoleSessionName = 'reborn'
  const reborn = await sts.send(
    new AssumeRoleCommand({ RoleArn: arn('role/Ghost'), RoleSessionName }),
  )
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = reborn.Credentials ?? {}
  const keys = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  }
  await expect(
    server
      .clients(keys)
      .sts.send(new AssumeRoleCommand({ RoleArn: arn('role/Haunted'), RoleSessionName })),
  ).rejects.toMatchObject({ name: 'AccessDenied' })
})

test.each([arn('user/nobody'), arn('user/caller'), arn('role/Nothing'), 'AIDARZPUZDIKNOBODYABC'])(
  'nobody who does not exist: %s',
  async (named) => {
    const refused = failure(
      'MalformedPolicyDocumentException',
      `Invalid principal in policy: "AWS":"${named}"`,
    )
    await expect(makeRole('Refused', trusting(caller.arn, named))).rejects.toMatchObject(refused)
    const change = { RoleName: 'ForCaller', PolicyDocument: trustOfOne(named) }
    await expect(iam.send(new UpdateAssumeRolePolicyCommand(change))).rejects.toMatchObject(refused)
  },
)

test('the policies of buckets and topics mean nobody else either', async () => {
  const { s3, sns } = server.clients()
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'reader' }))
  const allowing = (Action: string, Resource: string, named: string) =>
    policy({ Effect: 'Allow', Action, Resource, Principal: { AWS: named } })
  await s3.send(new CreateBucketCommand({ Bucket: 'ours', CreateBucketConfiguration }))
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'ours' }))
  const ofBucket = (named: string) => allowing('s3:GetObject', 'arn:aws:s3:::ours/*', named)
  const ofTopic = (named: string) => allowing('sns:Publish', TopicArn, named)
  const setBucket = (Policy: string) =>
    s3.send(new PutBucketPolicyCommand({ Bucket: 'ours', Policy }))
  const setTopic = (AttributeValue: string) =>
    sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }))
  const shown = async () => {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'ours' }))
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }))
    return [Policy, Attributes?.['Policy']]
  }

  await setBucket(ofBucket(arn('user/reader')))
  await setTopic(ofTopic(arn('user/reader')))
  expect(await shown()).toEqual([ofBucket(arn('user/reader')), ofTopic(arn('user/reader'))])
  await iam.send(new DeleteUserCommand({ UserName: 'reader' }))
  await iam.send(new CreateUserCommand({ UserName: 'reader' }))
  const id = User?.UserId ?? ''
  expect(await shown()).toEqual([ofBucket(id), ofTopic(id)])
  await expect(setBucket(ofBucket(id))).rejects.toMatchObject(
    failure('MalformedPolicy', /^Invalid principal in policy/),
  )
  await expect(setTopic(ofTopic(id))).rejects.toMatchObject(
    failure('InvalidParameterException', 'Invalid parameter: Policy Error: PrincipalNotFound'),
  )
})

test('who is named elsewhere in it, or is of an account that is not here, is left as written', async () => {
  const document = policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: ['arn:aws:iam::999988887777:user/far', accountId] },
    Condition: { ArnEquals: { 'aws:PrincipalArn': caller.arn } },
  })
  await makeRole('Spelled', document)
  expect(await trustOf('Spelled')).toEqual(JSON.parse(document))
})
