import { describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import type { UserIdentity } from '../audit/user-identity.ts'
import { lookupFieldsOf } from './lookup-fields.ts'

/**
 * The identities are the forms that CloudTrail's user guide shows in "CloudTrail userIdentity element"
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html); the user names
 * are those that LookupEvents answers for them.
 */
const identities: readonly (readonly [string, UserIdentity, string | undefined])[] = [
  [
    'a root user is root, whatever its account is called',
    { type: 'Root', principalId: '123456789012', userName: 'our-alias' },
    'root',
  ],
  [
    'an IAM user has its name, without the path',
    {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE1111111111',
      arn: 'arn:aws:iam::123456789012:user/eng/alice',
      userName: 'alice',
    },
    'alice',
  ],
  [
    'an assumed role has the name of the session, not of the role',
    {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE1111111111:ci-42',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLE1111111111',
          arn: 'arn:aws:iam::123456789012:role/ops/Deployer',
          accountId: '123456789012',
          userName: 'Deployer',
        },
      },
      invokedBy: 'cloudformation.amazonaws.com',
    },
    'ci-42',
  ],
  [
    'an instance has the session that is its id',
    { type: 'AssumedRole', principalId: 'AROAEXAMPLE1111111111:i-0abc1234def567890' },
    'i-0abc1234def567890',
  ],
  [
    'a federated user has the name it was given',
    { type: 'FederatedUser', principalId: '123456789012:guest' },
    'guest',
  ],
  [
    'a SAML user has its subject',
    { type: 'SAMLUser', principalId: 'bdGOexampleQualifier=:jdoe', userName: 'jdoe' },
    'jdoe',
  ],
  [
    'a web identity has the id its issuer gave it',
    { type: 'WebIdentityUser', principalId: 'idp.example.com:app1:u-77', userName: 'u-77' },
    'u-77',
  ],
  [
    'another account has none',
    { type: 'AWSAccount', principalId: 'AIDAEXAMPLE9999999999', accountId: '999988887777' },
    undefined,
  ],
  ['a service has none', { type: 'AWSService', invokedBy: 'config.amazonaws.com' }, undefined],
  ['a service event has none', { accountId: '123456789012', invokedBy: 'x' }, undefined],
  ['nobody known has none', { type: 'Unknown' }, undefined],
]

describe('the user name', () => {
  test.each(identities)('%s', (_, userIdentity, username) => {
    expect(lookupFieldsOf(auditEvent({ userIdentity })).username).toBe(username)
  })

  test('of a failed console sign-in is hidden as it stands in the event', () => {
    const userName = 'HIDDEN_DUE_TO_SECURITY_REASONS'
    const event = auditEvent({ userIdentity: { type: 'IAMUser', userName, accessKeyId: '' } })
    expect(lookupFieldsOf(event)).toMatchObject({ username: userName })
  })
})

test('an empty access key is none', () => {
  const fields = lookupFieldsOf(auditEvent({ userIdentity: { type: 'Root', accessKeyId: '' } }))
  expect(fields).not.toHaveProperty('accessKeyId')
})

test('an event is received by its recipient, whoever called', () => {
  const event = auditEvent({
    userIdentity: { type: 'AWSAccount', accountId: '999988887777' },
    recipientAccountId: '111122223333',
    awsRegion: 'eu-west-1',
    eventTime: '2026-07-20T09:15:42Z',
  })
  expect(lookupFieldsOf(event)).toMatchObject({
    accountId: '111122223333',
    region: 'eu-west-1',
    timeMs: 1_784_538_942_000,
  })
})
