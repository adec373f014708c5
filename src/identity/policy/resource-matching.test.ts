import { expect, test } from 'vitest'
import {
  isAllowedBy,
  OURS,
  policy,
  request,
  RESOURCES,
  VARIABLES,
} from '../../../test/support/policies.ts'
import { evaluate } from './evaluate.ts'

interface ResourceCase {
  readonly statement: Readonly<Record<string, unknown>>
  /** Absent for an action without resource types. */
  readonly resourceArn?: string
  readonly covers: boolean
  readonly version?: string
  readonly source: string
}

const component =
  'arn:aws:greengrass:us-west-2:123456789012:components:com.example.Hello:versions:1.0.0'
const user = 'arn:aws:iam::123456789012:user/accounting/ann'
const NOT_RESOURCE = RESOURCES.replace('_resource.', '_notresource.')

const resourceCases: readonly ResourceCase[] = [
  { statement: { Resource: '*' }, resourceArn: component, covers: true, source: RESOURCES },
  { statement: { Resource: '*' }, covers: true, source: RESOURCES },
  { statement: { Resource: component }, resourceArn: component, covers: true, source: RESOURCES },
  { statement: { Resource: component }, covers: false, source: RESOURCES },
  { statement: { Resource: 'arn:aws:greengrass:*:*:*' }, covers: false, source: RESOURCES },
  {
    statement: { Resource: 'arn:aws:greengrass:*:*:*' },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: `${component}0` },
    resourceArn: component,
    covers: false,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/accounting/*' },
    resourceArn: user,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/*' },
    resourceArn: user,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/Accounting/*' },
    resourceArn: user,
    covers: false,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/accounting/???' },
    resourceArn: user,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/accounting/??' },
    resourceArn: user,
    covers: false,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:iam::210987654321:user/*' },
    resourceArn: user,
    covers: false,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:greengrass:us-*:123456789012:components:*' },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:greengrass:us-?est-2:123456789012:components:*' },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:greengrass:us-west-2:123456789012:components:*:versions:1.*' },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:greengrass:us-west-2:123456789012:components:*Hello*1.0.0' },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  // A * at the end of a segment reaches over colons, one within a segment does not.
  {
    statement: { Resource: 'arn:aws:greengrass:us-west*' },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:greengrass:*:com.example.Hello:versions:1.0.0' },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:greengrass:us*2:123456789012:components:*' },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:greengrass:us*12:components:*:versions:*' },
    resourceArn: component,
    covers: false,
    source: RESOURCES,
  },
  {
    statement: { Resource: ['arn:aws:s3:::a', component] },
    resourceArn: component,
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] },
    resourceArn: component,
    covers: false,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:s3:::bucket/*' },
    resourceArn: 'arn:aws:s3:::bucket',
    covers: false,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:s3:::bucket/*/test/*' },
    resourceArn: 'arn:aws:s3:::bucket/1/2/test/3/object.jpg',
    covers: true,
    source: RESOURCES,
  },
  {
    statement: { Resource: 'arn:aws:s3:::bucket/*/test/*' },
    resourceArn: 'arn:aws:s3:::bucket/1-test/object.jpg',
    covers: false,
    source: RESOURCES,
  },
  {
    statement: { NotResource: 'arn:aws:s3:::a' },
    resourceArn: 'arn:aws:s3:::a',
    covers: false,
    source: NOT_RESOURCE,
  },
  {
    statement: { NotResource: 'arn:aws:s3:::a' },
    resourceArn: 'arn:aws:s3:::b',
    covers: true,
    source: NOT_RESOURCE,
  },
  { statement: { NotResource: 'arn:aws:s3:::a' }, covers: true, source: NOT_RESOURCE },
  {
    statement: { NotResource: ['arn:aws:s3:::a', 'arn:aws:s3:::b*'] },
    resourceArn: 'arn:aws:s3:::bc',
    covers: false,
    source: NOT_RESOURCE,
  },
  {
    statement: { NotResource: '*' },
    resourceArn: 'arn:aws:s3:::b',
    covers: false,
    source: NOT_RESOURCE,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/*/${aws:username}' },
    resourceArn: user,
    covers: true,
    source: VARIABLES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/${aws:username}' },
    resourceArn: user,
    covers: false,
    source: VARIABLES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/${aws:PrincipalTag/dept}/*' },
    resourceArn: user,
    covers: true,
    source: VARIABLES,
  },
  {
    statement: {
      Resource: "arn:aws:iam::123456789012:user/${aws:PrincipalTag/none, 'accounting'}/*",
    },
    resourceArn: user,
    covers: true,
    source: VARIABLES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/${aws:none}*' },
    resourceArn: user,
    covers: false,
    source: VARIABLES,
  },
  {
    statement: { Resource: 'arn:aws:iam::123456789012:user/*/${aws:username}' },
    resourceArn: user,
    covers: false,
    version: '2008-10-17',
    source: VARIABLES,
  },
  {
    statement: { Resource: 'arn:aws:s3:::b/${aws:username}' },
    resourceArn: 'arn:aws:s3:::b/${aws:username}',
    covers: true,
    version: '2008-10-17',
    source: VARIABLES,
  },
  {
    statement: { Resource: 'arn:aws:s3:::b/${*}' },
    resourceArn: 'arn:aws:s3:::b/*',
    covers: true,
    source: VARIABLES,
  },
  {
    statement: { Resource: 'arn:aws:s3:::b/${*}' },
    resourceArn: 'arn:aws:s3:::b/x',
    covers: false,
    source: VARIABLES,
  },
  {
    statement: { Resource: 'arn:aws:s3:::b/${?}' },
    resourceArn: 'arn:aws:s3:::b/x',
    covers: false,
    source: VARIABLES,
  },
  {
    statement: { NotResource: 'arn:aws:iam::123456789012:user/*/${aws:username}' },
    resourceArn: user,
    covers: false,
    source: VARIABLES,
  },
  // A tag of * opens nothing, and an Allow does not come about because a variable has no value.
  {
    statement: { Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/star}' },
    resourceArn: 'arn:aws:s3:::b/x',
    covers: false,
    source: OURS,
  },
  {
    statement: { NotResource: 'arn:aws:s3:::b/${aws:none}' },
    resourceArn: 'arn:aws:s3:::b/x',
    covers: false,
    source: OURS,
  },
]

const values = {
  'aws:username': 'ann',
  'aws:PrincipalTag/dept': 'accounting',
  'aws:PrincipalTag/star': '*',
}

test.each(resourceCases)('$statement covers $resourceArn: $covers ($source)', (example) => {
  const { statement, resourceArn, covers, version } = example
  expect(isAllowedBy(statement, { resourceArn, values }, version)).toBe(covers)
})

test(`a Deny that spares a resource by a variable without a value denies (${OURS})`, () => {
  const deny = { Effect: 'Deny', NotResource: 'arn:aws:s3:::bucket/${aws:none}' }
  const set = { identity: [policy([{}, deny])] }
  expect(evaluate(request({}), set)).toMatchObject({ by: 'identity', how: 'explicit' })
})
