import { describe, expect, test } from 'vitest'
import { GRAMMAR, OURS } from '../../../test/support/policies.ts'
import { MalformedPolicy } from './malformed-policy.ts'
import { parsePolicy } from './parse-policy.ts'
import type { PolicyKind } from './policy.ts'

/** Messages that the service was seen to give. */
const OBSERVED = 'observed of IAM'
const S3 = 'observed of S3'
const SYNTAX = 'Syntax errors in policy.'
const LEGACY = 'The policy failed legacy parsing'
const NO_VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
const NO_ACTIONS = 'Policy statement must contain actions.'
const NO_RESOURCES = 'Policy statement must contain resources.'

type Changes = Readonly<Record<string, unknown>>

/** A statement that its kind takes, changed. What is changed to undefined is left out. */
function statement(kind: PolicyKind, changes: Changes): Changes {
  const named = kind === 'trust' || kind === 'resource'
  return {
    Effect: 'Allow',
    ...(named && { Principal: '*' }),
    Action: kind === 'trust' ? 'sts:AssumeRole' : 's3:GetObject',
    ...(kind !== 'trust' && { Resource: 'arn:aws:s3:::bucket/*' }),
    ...changes,
  }
}

const document = (changes: Changes) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statement('identity', {}), ...changes })

const messageOf = (text: string, kind: PolicyKind): string | undefined => {
  try {
    parsePolicy(text, kind)
    return undefined
  } catch (error) {
    if (error instanceof MalformedPolicy) return error.message
    throw error
  }
}

describe('documents', () => {
  test.each([
    ['no JSON', 'This is not a json document', SYNTAX, OBSERVED],
    ['nothing', '', SYNTAX, OBSERVED],
    ['no object', '[]', SYNTAX, OBSERVED],
    ['an unknown version', document({ Version: '2013-10-17' }), SYNTAX, OBSERVED],
    [
      'the old version',
      document({ Version: '2008-10-17' }),
      'Policy document must be version 2012-10-17 or greater.',
      OBSERVED,
    ],
    [
      'no version',
      document({ Version: undefined }),
      'Policy document must be version 2012-10-17 or greater.',
      OBSERVED,
    ],
    ['an element twice', '{"Version":"2012-10-17","Version":"2012-10-17"}', SYNTAX, GRAMMAR],
    ['no statement', document({ Statement: undefined }), SYNTAX, OBSERVED],
    ['no statements', document({ Statement: [] }), SYNTAX, OBSERVED],
    ['a text for a statement', document({ Statement: ['afd'] }), SYNTAX, OBSERVED],
    ['an unknown element', document({ 'Extra field': 'value' }), SYNTAX, OBSERVED],
    ['a list for an Id', document({ Id: ['cd3a324d'] }), SYNTAX, OBSERVED],
    ['an Id', document({ Id: 'cd3a324d' }), undefined, OBSERVED],
    ['one statement without a list', document({}), undefined, GRAMMAR],
    ['a list of one', document({ Statement: [statement('identity', {})] }), undefined, GRAMMAR],
  ])('%s', (_name, text, message, _source) => {
    expect(messageOf(text, 'identity')).toBe(message)
  })

  test('only identity policies need the new version', () => {
    const old = (kind: PolicyKind) =>
      JSON.stringify({ Version: '2008-10-17', Statement: statement(kind, {}) })
    const kinds: readonly PolicyKind[] = ['trust', 'resource', 'session']
    for (const kind of kinds) expect(messageOf(old(kind), kind)).toBeUndefined()
  })
})

const resourceCase = (resource: string, message: string | undefined) =>
  [{ Resource: resource }, message, OBSERVED] as const

const byKind: Readonly<
  Record<PolicyKind, readonly (readonly [Changes, string | undefined, string])[]>
> = {
  identity: [
    [{}, undefined, GRAMMAR],
    [{ 'Extra field': 'value' }, SYNTAX, OBSERVED],
    [{ Effect: 'invalid' }, SYNTAX, OBSERVED],
    [{ Effect: undefined }, SYNTAX, OBSERVED],
    [{ Effect: 'denY' }, LEGACY, OBSERVED],
    [{ Sid: {} }, SYNTAX, OBSERVED],
    [{ Sid: '' }, undefined, OURS],
    [
      { Sid: 'with spaces' },
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
      OBSERVED,
    ],
    [{ Principal: '*' }, 'Policy document should not specify a principal.', OBSERVED],
    [{ NotPrincipal: '*' }, 'Policy document should not specify a principal.', OBSERVED],
    [{ Action: 'invalid' }, NO_VENDOR, OBSERVED],
    [{ Action: undefined, NotAction: '' }, NO_VENDOR, OBSERVED],
    [{ Action: 'a a:ListBucket' }, 'Vendor a a is not valid', OBSERVED],
    [{ Action: '*:Get' }, 'Vendor * is not valid', OURS],
    [{ Action: 's3:List:Bucket' }, 'Actions/Condition can contain only one colon.', OBSERVED],
    [{ Action: '*' }, undefined, GRAMMAR],
    [{ Action: ['s3:Get*', 's3:List*'] }, undefined, GRAMMAR],
    [{ Action: undefined }, NO_ACTIONS, OBSERVED],
    [{ Action: [] }, NO_ACTIONS, OBSERVED],
    [{ Action: {} }, SYNTAX, OBSERVED],
    [{ Action: [[]] }, SYNTAX, OBSERVED],
    [{ NotAction: 'iam:dsf' }, SYNTAX, OBSERVED],
    [{ Action: 'invalid', Resource: undefined }, NO_RESOURCES, OBSERVED],
    [{ Resource: [] }, NO_RESOURCES, OBSERVED],
    [{ NotResource: '*' }, SYNTAX, OBSERVED],
    [{ Resource: ['adfdf', {}] }, SYNTAX, OBSERVED],
    [{ Action: 's:3:x', Resource: 'sdf' }, 'Resource sdf must be in ARN format or "*".', OBSERVED],
    resourceCase('invalid resource', 'Resource invalid resource must be in ARN format or "*".'),
    resourceCase('', 'Resource  must be in ARN format or "*".'),
    resourceCase('a:b', 'Partition "b" is not valid for resource "arn:b:*:*:*:*".'),
    resourceCase('a:b:cad', 'Partition "b" is not valid for resource "arn:b:cad:*:*:*".'),
    resourceCase('a:b:c:d:e:f:g', 'Partition "b" is not valid for resource "arn:b:c:d:e:f:g".'),
    resourceCase('arn:aws:s3::example_bucket', LEGACY),
    resourceCase('arn:aws::::example_bucket', LEGACY),
    resourceCase('arn:aws', 'Resource vendor must be fully qualified and cannot contain regexes.'),
    resourceCase('arn:aws-cn:s3:::bucket', undefined),
    [{ Condition: [] }, SYNTAX, OBSERVED],
    [{ Condition: 'a' }, SYNTAX, OBSERVED],
    [{ Condition: { a: 'b' } }, SYNTAX, OBSERVED],
    [{ Condition: { DateGreaterThan: 'b' } }, SYNTAX, OBSERVED],
    [{ Condition: { DateGreaterThan: [] } }, SYNTAX, OBSERVED],
    [{ Condition: { DateGreaterThan: { a: {} } } }, SYNTAX, OBSERVED],
    [{ Condition: { DateGreaterThan: { a: 'sdfdsf' } } }, LEGACY, OBSERVED],
    [{ Condition: { NumericEquals: { a: 'many' } } }, LEGACY, OURS],
    [{ Condition: { IpAddress: { a: '203.0.113.0/33' } } }, LEGACY, OURS],
    [{ Condition: { IpAddress: { a: '203.0.113' } } }, LEGACY, OURS],
    [{ Condition: { IpAddress: { a: '2001:db8::1::2' } } }, LEGACY, OURS],
    [{ Condition: { StringIs: { a: 'b' } } }, SYNTAX, OURS],
    [{ Condition: { NullIfExists: { a: 'true' } } }, SYNTAX, GRAMMAR],
    [{ Condition: { 'ForSomeValues:StringLike': { a: 'b' } } }, SYNTAX, GRAMMAR],
    [{ Condition: { Bool: { 'aws:SecureTransport': true } } }, undefined, GRAMMAR],
    [{ Condition: { 'ForAllValues:StringLikeIfExists': { a: ['b'] } } }, undefined, GRAMMAR],
  ],
  session: [
    [{}, undefined, GRAMMAR],
    [{ Principal: '*' }, 'Policy document should not specify a principal.', OURS],
    [{ Resource: undefined }, NO_RESOURCES, OURS],
  ],
  trust: [
    [{}, undefined, GRAMMAR],
    [{ Resource: '*' }, 'Has prohibited field Resource', OBSERVED],
    [{ NotResource: '*' }, 'Has prohibited field NotResource', OURS],
    [{ Principal: undefined }, 'Missing required field Principal', OBSERVED],
    [
      { Action: 's3:GetObject' },
      'AssumeRole policy may only specify STS AssumeRole actions.',
      OBSERVED,
    ],
    [{ Action: ['sts:AssumeRole', 'sts:TagSession'] }, undefined, GRAMMAR],
    [{ Principal: { Service: 'ec2.amazonaws.com' } }, undefined, GRAMMAR],
    [{ Principal: { AWS: 'bob' } }, 'Invalid principal in policy: "AWS":"bob"', OBSERVED],
    [
      { Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } },
      'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/*"',
      OURS,
    ],
    [{ Principal: { Service: 'ec2' } }, 'Invalid principal in policy: "Service":"ec2"', OURS],
    [{ Principal: 'everybody' }, SYNTAX, GRAMMAR],
    [{ Principal: { Human: 'bob' } }, SYNTAX, GRAMMAR],
    [{ Principal: {} }, 'Missing required field Principal cannot be empty!', S3],
  ],
  resource: [
    [{}, undefined, GRAMMAR],
    [{ Sid: 'with spaces' }, undefined, GRAMMAR],
    [{ Principal: undefined }, 'Missing required field Principal', S3],
    [{ Principal: { AWS: [] } }, 'Missing required field Principal cannot be empty!', OURS],
    [{ NotPrincipal: '*' }, SYNTAX, GRAMMAR],
    [{ Resource: undefined }, 'Missing required field Resource', S3],
    [{ Resource: undefined, NotResource: '*' }, undefined, GRAMMAR],
    [{ Principal: { CanonicalUser: '79a59df900b949e5' } }, undefined, GRAMMAR],
    [{ Principal: { Federated: '' } }, 'Invalid principal in policy: "Federated":""', OURS],
  ],
}

const kinds: readonly PolicyKind[] = ['identity', 'session', 'trust', 'resource']

describe.each(kinds)('statements of %s policies', (kind) => {
  test.each(byKind[kind])('%j: %s (%s)', (changes, message) => {
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement(kind, changes)] })
    expect(messageOf(text, kind)).toBe(message)
  })
})

test('names the place', () => {
  const text = document({
    Statement: [statement('identity', {}), statement('identity', { Action: 'invalid' })],
  })
  expect(() => parsePolicy(text, 'identity')).toThrow(
    expect.objectContaining({ place: 'Statement[1].Action' }),
  )
})

test('wants statement ids to differ, and says so before it misses elements', () => {
  const twice = [statement('identity', { Sid: 'a' }), { Sid: 'a', Effect: 'Allow' }]
  expect(messageOf(document({ Statement: twice }), 'identity')).toBe(
    'Statement IDs (SID) in a single policy must be unique.',
  )
})

test('misses elements of any statement before it reads the resources of the first', () => {
  const both = [statement('identity', { Resource: 'sdf' }), { Effect: 'Allow' }]
  expect(messageOf(document({ Statement: both }), 'identity')).toBe(NO_ACTIONS)
})
