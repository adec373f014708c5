import {
  conditionTests,
  OPERATORS,
  OURS,
  policy,
  request,
  VARIABLES,
} from '../../../test/support/policies.ts'
import { expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'

conditionTests(`${OPERATORS}#Conditions_String`, [
  ['StringEquals', 'john', 'john', true],
  ['StringEquals', 'john', 'John', false],
  ['StringEquals', 'john', 'johnny', false],
  ['StringEquals', ['ann', 'john'], 'john', true],
  ['StringEquals', ['ann', 'john'], 'bob', false],
  ['StringEquals', 'john', undefined, false],
  ['StringEquals', 'jo*', 'john', false],
  ['StringEquals', 'jo*', 'jo*', true],
  ['StringEquals', '', '', true],
  ['StringEquals', 5, '5', true],
  ['StringEquals', true, 'true', true],
  ['StringNotEquals', 'john', 'john', false],
  ['StringNotEquals', 'john', 'bob', true],
  ['StringNotEquals', ['ann', 'john'], 'john', false],
  ['StringNotEquals', ['ann', 'john'], 'bob', true],
  ['StringNotEquals', 'john', undefined, true],
  ['StringEqualsIgnoreCase', 'John', 'jOHN', true],
  ['StringEqualsIgnoreCase', 'John', 'Johnny', false],
  ['StringEqualsIgnoreCase', 'John', undefined, false],
  ['StringNotEqualsIgnoreCase', 'John', 'jOHN', false],
  ['StringNotEqualsIgnoreCase', 'John', 'bob', true],
  ['StringNotEqualsIgnoreCase', 'John', undefined, true],
  ['StringLike', 'home/*', 'home/', true],
  ['StringLike', 'home/*', 'home/a/b', true],
  ['StringLike', 'home/*', 'Home/a', false],
  ['StringLike', 'home/*', 'at-home/a', false],
  ['StringLike', '*', '', true],
  ['StringLike', 'j?hn', 'john', true],
  ['StringLike', 'j?hn', 'jhn', false],
  ['StringLike', 'j?hn', 'joohn', false],
  ['StringLike', '*a*b', 'xxaxxab', true],
  ['StringLike', '*a*b', 'xxaxxabc', false],
  ['StringLike', '', '', true],
  ['StringLike', '', 'x', false],
  ['StringLike', ['', 'home/'], 'home/', true],
  ['StringLike', '*', undefined, false],
  ['StringNotLike', 'home/*', 'home/a', false],
  ['StringNotLike', 'home/*', 'tmp/a', true],
  ['StringNotLike', 'home/*', undefined, true],
])

conditionTests(`${OPERATORS}#Conditions_ARN`, [
  ['ArnLike', 'arn:aws:sns:*:123456789012:t-*', 'arn:aws:sns:eu-west-1:123456789012:t-1', true],
  ['ArnLike', 'arn:aws:sns:*:123456789012:t-*', 'arn:aws:sns:eu-west-1:123456789012:T-1', false],
  [
    'ArnLike',
    'arn:aws:someservice:*:111122223333:finance/*',
    'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
    false,
  ],
  [
    'StringLike',
    'arn:aws:someservice:*:111122223333:finance/*',
    'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
    true,
  ],
  ['ArnLike', 'arn:aws:s3:::b?cket', 'arn:aws:s3:::bucket', true],
  ['ArnLike', 'arn:aws:a:r:1:x:*', 'arn:aws:a:r:1:x:y:z', true],
  ['ArnLike', 'arn:aws:s3:::bucket', 'bucket', false],
  ['ArnLike', 'arn:aws:s3:::bucket', undefined, false],
  ['ArnEquals', 'arn:aws:sns:*:123456789012:*', 'arn:aws:sns:eu-west-1:123456789012:t', true],
  ['ArnEquals', 'arn:aws:s3:::a', 'arn:aws:s3:::b', false],
  ['ArnNotEquals', 'arn:aws:s3:::*', 'arn:aws:s3:::b', false],
  ['ArnNotEquals', 'arn:aws:s3:::a', 'arn:aws:s3:::b', true],
  ['ArnNotEquals', 'arn:aws:s3:::a', undefined, true],
  ['ArnNotLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::ab', false],
  ['ArnNotLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::b', true],
  ['ArnNotLike', 'arn:aws:s3:::a*', undefined, true],
])

conditionTests(OURS, [
  ['ArnLike', '*', 'arn:aws:s3:::bucket', true],
  ['ArnLike', 'arn:aws:s3*', 'arn:aws:s3:::bucket', false],
])

interface VariableCase {
  readonly condition: Readonly<Record<string, unknown>>
  readonly holds: boolean
  readonly version?: string
  readonly source: string
}

const variableCases: readonly VariableCase[] = [
  {
    condition: { StringEquals: { 's3:prefix': '${aws:username}' } },
    holds: true,
    source: VARIABLES,
  },
  {
    condition: { StringLike: { 's3:prefix': '${aws:username}*' } },
    holds: true,
    source: VARIABLES,
  },
  {
    condition: { StringLike: { 's3:prefix': '${aws:username}/*' } },
    holds: false,
    source: VARIABLES,
  },
  {
    condition: { StringEquals: { 's3:prefix': '${aws:username}' } },
    holds: false,
    version: '2008-10-17',
    source: VARIABLES,
  },
  {
    condition: { StringEquals: { 's3:prefix': '${AWS:UserName}' } },
    holds: true,
    source: VARIABLES,
  },
  {
    condition: { StringEqualsIgnoreCase: { 'aws:team': '${aws:username}' } },
    holds: true,
    source: VARIABLES,
  },
  {
    condition: { StringEquals: { 's3:prefix': '${aws:PrincipalTag/Cost Center}' } },
    holds: true,
    source: VARIABLES,
  },
  { condition: { StringEquals: { 'aws:literal': 'a${*}' } }, holds: true, source: VARIABLES },
  { condition: { StringLike: { 'aws:literal': 'a${*}' } }, holds: true, source: VARIABLES },
  { condition: { StringLike: { 's3:prefix': 'a${*}' } }, holds: false, source: VARIABLES },
  { condition: { StringLike: { 's3:prefix': 'alic${?}' } }, holds: false, source: VARIABLES },
  { condition: { StringEquals: { 'aws:dollar': '${$}{x}' } }, holds: true, source: VARIABLES },
  {
    condition: { StringEquals: { 's3:prefix': "${aws:PrincipalTag/none, 'alice'}" } },
    holds: true,
    source: VARIABLES,
  },
  {
    condition: { StringEquals: { 's3:prefix': "${aws:username, 'bob'}" } },
    holds: true,
    source: VARIABLES,
  },
  {
    condition: { StringEquals: { 'aws:empty': "${aws:none, ''}" } },
    holds: true,
    source: VARIABLES,
  },
  { condition: { StringEquals: { 's3:prefix': '${aws:none}' } }, holds: false, source: VARIABLES },
  { condition: { StringLike: { 's3:prefix': '${aws:none}*' } }, holds: false, source: VARIABLES },
  {
    condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:iam::*:user/${aws:username}' } },
    holds: true,
    source: VARIABLES,
  },
  {
    condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:iam::*:user/${aws:username}' } },
    holds: false,
    source: VARIABLES,
  },
  {
    condition: { ArnEquals: { 'aws:SourceArn': '${aws:SourceArn}' } },
    holds: true,
    source: VARIABLES,
  },
  {
    condition: { Bool: { 'aws:SecureTransport': '${aws:SecureTransport}' } },
    holds: true,
    source: OPERATORS,
  },
  // Multivalued keys cannot be variables.
  {
    condition: { StringEquals: { 's3:prefix': '${aws:TagKeys}' } },
    holds: false,
    source: VARIABLES,
  },
  // What a variable stands for is no pattern.
  { condition: { StringLike: { 's3:prefix': '${aws:literal}' } }, holds: false, source: OURS },
  // An Allow does not come about because a variable has no value.
  { condition: { StringNotEquals: { 's3:prefix': '${aws:none}' } }, holds: false, source: OURS },
  {
    condition: { StringNotLike: { 's3:prefix': ['x', '${aws:none}'] } },
    holds: false,
    source: OURS,
  },
  { condition: { StringEquals: { 's3:prefix': '${unclosed' } }, holds: false, source: OURS },
]

const values = {
  'aws:username': 'alice',
  's3:prefix': 'alice',
  'aws:team': 'ALICE',
  'aws:PrincipalTag/cost center': 'alice',
  'aws:literal': 'a*',
  'aws:dollar': '${x}',
  'aws:empty': '',
  'aws:TagKeys': ['alice', 'x'],
  'aws:SecureTransport': 'true',
  'aws:SourceArn': 'arn:aws:iam::123456789012:user/alice',
}

test.each(variableCases)('$condition of $version: $holds ($source)', (example) => {
  const { condition, holds, version } = example
  const allowing = policy({ Condition: condition }, 'session', version)
  expect(evaluate(request({ values }), { identity: [allowing] }).allowed).toBe(holds)
})

test(`a Deny that excepts by a variable without a value denies (${OURS})`, () => {
  const condition = { StringNotEquals: { 's3:prefix': '${aws:none}' } }
  const set = { identity: [policy([{}, { Effect: 'Deny', Condition: condition }])] }
  expect(evaluate(request({ values }), set).allowed).toBe(false)
})
