import * as iam from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowing, arn, failure, trusting } from '../support/iam.ts'
import { allow, aUser } from '../support/identities.ts'
import { accountId, startServerWith, type TestServer } from '../support/server.ts'

/** Tags decide what policies allow, so that to make something is not yet to tag it: id_tags.html of the IAM User Guide. */

const maker = aUser({ accountId, userName: 'maker' }, allow('iam:Create*'))

let server: TestServer
beforeAll(async () => {
  server = await startServerWith(maker.changes)
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const Tags = [{ Key: 'team', Value: 'blue' }]
const AssumeRolePolicyDocument = trusting('ec2.amazonaws.com')

test.each([
  [new iam.CreateUserCommand({ UserName: 'a', Tags }), 'TagUser', arn('user/a')],
  [
    new iam.CreateRoleCommand({ RoleName: 'a', AssumeRolePolicyDocument, Tags }),
    'TagRole',
    arn('role/a'),
  ],
  [
    new iam.CreatePolicyCommand({
      PolicyName: 'a',
      PolicyDocument: allowing('s3:GetObject'),
      Tags,
    }),
    'TagPolicy',
    'policy a',
  ],
  [
    new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'a', Tags }),
    'TagInstanceProfile',
    arn('instance-profile/a'),
  ],
  [
    new iam.CreateOpenIDConnectProviderCommand({ Url: 'https://id.example.com', Tags }),
    'TagOpenIDConnectProvider',
    arn('oidc-provider/id.example.com'),
  ],
  [
    new iam.CreateSAMLProviderCommand({ Name: 'a', SAMLMetadataDocument: 'x'.repeat(1000), Tags }),
    'TagSAMLProvider',
    arn('saml-provider/a'),
  ],
  [
    new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'a', Tags }),
    'TagMFADevice',
    arn('mfa/a'),
  ],
])('to make with tags takes the right to tag: %#', async (command, operation, resource) => {
  await expect(server.clients(maker.keys).iam.send(command as never)).rejects.toMatchObject(
    failure(
      'AccessDenied',
      `User: ${maker.arn} is not authorized to perform: iam:${operation} on resource: ${resource} because no identity-based policy allows the iam:${operation} action`,
    ),
  )
})

test('without tags it takes none', async () => {
  const command = new iam.CreateUserCommand({ UserName: 'plain' })
  const { User } = await server.clients(maker.keys).iam.send(command)
  expect(User?.Arn).toBe(arn('user/plain'))
})
