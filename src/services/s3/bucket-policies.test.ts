import { describe, expect, test } from 'vitest'
import { checkedBucketPolicy, isPublic } from './bucket-policies.ts'

const statement = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::logs/*',
}
const policy = (members: object = {}) =>
  checkedBucketPolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...members }] }),
    'logs',
  )

describe('the resource of a bucket policy is the bucket, or objects in it', () => {
  test.each([
    'arn:aws:s3:::logs',
    'arn:aws:s3:::logs/*',
    'arn:aws:s3:::lo*',
    'arn:aws:s3:::*',
    '*',
  ])('%s', (Resource) => expect(policy({ Resource }).statements).toHaveLength(1))
  test.each([
    'arn:aws:s3:::other',
    'arn:aws:s3:::logs2/*',
    'arn:aws:s3:::x*',
    'arn:aws:sns:::logs',
  ])('not %s', (Resource) =>
    expect(() => policy({ Resource })).toThrow('Policy has invalid resource'),
  )
})

test('a policy that is too long is refused', () => {
  const Sid = 'x'.repeat(20 * 1024)
  expect(() => policy({ Sid })).toThrow('Policy exceeds the maximum allowed document size.')
})

test.each([
  ['everybody', {}, true],
  ['everybody but', { Principal: undefined, NotPrincipal: { AWS: '123456789012' } }, true],
  ['an account', { Principal: { AWS: '123456789012' } }, false],
  ['a service', { Principal: { Service: 'cloudtrail.amazonaws.com' } }, false],
  ['everybody, forbidden', { Effect: 'Deny' }, false],
  [
    'everybody of an organization',
    { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
    false,
  ],
  ['everybody outside', { Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }, true],
  ['every address', { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }, true],
  ['one address', { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }, false],
  ['a prefix', { Condition: { StringEquals: { 's3:prefix': 'a' } } }, true],
])('whether a statement for %s is public', (_who, members, expected) => {
  expect(isPublic(policy(members))).toBe(expected)
})
