import { expect, test } from 'vitest'
import { policy, request } from '../../../test/support/policies.ts'
import { explain } from './explain.ts'

const arn = 'arn:aws:iam::123456789012:policy/objects'

test('says of every statement whether it applied, else what did not fit, and which decided', () => {
  const managed = {
    ...policy([
      { Sid: 'Publish', Action: 'sns:Publish' },
      { Sid: 'OtherBucket', Resource: 'arn:aws:s3:::other/*' },
      { Sid: 'Tagged', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'ops' } } },
      { Sid: 'Read', Action: 's3:Get*' },
    ]),
    arn,
  }
  const resource = policy({ Principal: { AWS: '999999999999' }, Effect: 'Deny' }, 'resource')
  expect(explain(request({}), { identity: [managed], resource })).toEqual({
    decision: { allowed: true },
    policies: [
      {
        kind: 'resource',
        statements: [{ index: 0, effect: 'Deny', mismatch: 'principal', decides: false }],
      },
      {
        kind: 'identity',
        arn,
        statements: [
          { index: 0, sid: 'Publish', effect: 'Allow', mismatch: 'action', decides: false },
          { index: 1, sid: 'OtherBucket', effect: 'Allow', mismatch: 'resource', decides: false },
          { index: 2, sid: 'Tagged', effect: 'Allow', mismatch: 'condition', decides: false },
          { index: 3, sid: 'Read', effect: 'Allow', decides: true },
        ],
      },
    ],
  })
})

test('an Allow that a Deny overrules applies and decides nothing', () => {
  const identity = [policy({ Sid: 'Yes' }), policy({ Sid: 'No', Effect: 'Deny' })]
  const { decision, policies } = explain(request({}), { identity, boundary: policy({}) })
  expect(decision).toMatchObject({ by: 'identity', how: 'explicit' })
  expect(policies.flatMap(({ statements }) => statements)).toEqual([
    { index: 0, sid: 'Yes', effect: 'Allow', decides: false },
    { index: 0, sid: 'No', effect: 'Deny', decides: true },
    { index: 0, effect: 'Allow', decides: false },
  ])
})

test('where an Allow is missing, nothing decides', () => {
  const set = { identity: [policy({})], boundary: policy({ Action: 'sns:*' }) }
  const { decision, policies } = explain(request({}), set)
  expect(decision).toEqual({ allowed: false, by: 'boundary', how: 'implicit' })
  expect(policies.map(({ kind, statements }) => [kind, statements[0]?.decides])).toEqual([
    ['identity', false],
    ['boundary', false],
  ])
})
