import fc from 'fast-check'
import type { DecidingKind } from '../../src/identity/policy/evaluate.ts'
import type { PolicyPrincipal } from '../../src/identity/policy/policy-principal.ts'
import type { PlainPolicies, PlainStatement } from './plain-evaluator.ts'
import {
  ACCOUNT,
  alice,
  type ContextValues,
  federatedUser,
  OTHER_ACCOUNT,
  root,
  session,
} from './policies.ts'

/** Policies and requests of a small world, in which they often meet. */

const actions = ['s3:GetObject', 's3:PutObject', 'greengrass:GetComponent']
const actionPatterns = ['*', 's3:*', 'S3:Get*', 's3:?utObject', 'greengrass:GetComponent']
const resources = [
  'arn:aws:s3:::bucket/a/b',
  'arn:aws:s3:::bucket/a:b',
  'arn:aws:greengrass:us-west-2:123456789012:components:Hello:versions:1.0.0',
]
const resourcePatterns = [
  '*',
  'arn:aws:s3:::bucket/*',
  'arn:aws:s3:::b*t/?/b',
  'arn:aws:greengrass:*',
  'arn:aws:greengrass:us*2:*:components:*:versions:1.*',
  'arn:aws:greengrass:us*12:components:Hello:versions:1.0.0',
  'arn:aws:greengrass:*:components:Hello:*',
]
const conditions = [
  { StringEquals: { 'aws:team': ['red', 'blue'] } },
  { StringNotEquals: { 'aws:team': ['red'] } },
  { StringLike: { 'aws:team': ['r*', '?lue'] } },
  { StringNotLikeIfExists: { 'aws:team': ['r*'] } },
  { NumericLessThan: { 'aws:age': ['10'] } },
  { NumericLessThanIfExists: { 'aws:age': ['10'] } },
  { Null: { 'aws:age': ['true'] } },
  { 'ForAllValues:StringEquals': { 'aws:tagkeys': ['a', 'b'] } },
  { 'ForAnyValue:StringLike': { 'aws:tagkeys': ['a*'] } },
  { 'ForAnyValue:StringNotEquals': { 'aws:tagkeys': ['a'] }, Null: { 'aws:team': ['false'] } },
]
const principalIds = [
  '*',
  ACCOUNT,
  OTHER_ACCOUNT,
  alice.arn,
  session.arn,
  `arn:aws:iam::${ACCOUNT}:role/team/deployer`,
  federatedUser.arn,
]

const some = (values: readonly string[]) =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })

/** `X` three times of four, else `NotX`. */
function eitherOf(name: 'Action' | 'Resource', patterns: readonly string[]) {
  return fc.oneof(
    { weight: 3, arbitrary: some(patterns).map((list) => ({ [name]: list })) },
    { weight: 1, arbitrary: some(patterns).map((list) => ({ [`Not${name}`]: list })) },
  )
}

const principal = fc
  .tuple(
    fc.constantFrom('Principal', 'Principal', 'NotPrincipal'),
    fc.constantFrom(...principalIds),
  )
  .map(([element, AWS]) => ({ [element]: { AWS } }))

const effect = fc.constantFrom<PlainStatement['Effect']>('Allow', 'Allow', 'Allow', 'Deny')

export function statementOf(kind: DecidingKind): fc.Arbitrary<PlainStatement> {
  const named = kind === 'resource' || kind === 'resource-control'
  return fc
    .tuple(
      effect,
      eitherOf('Action', actionPatterns),
      eitherOf('Resource', resourcePatterns),
      fc.option(fc.constantFrom(...conditions), { nil: undefined }),
      named ? principal : fc.constant({}),
    )
    .map(([Effect, action, resource, Condition, named]) => ({
      Effect,
      ...named,
      ...action,
      ...resource,
      ...(Condition && { Condition }),
    }))
}

const policiesOf = (kind: DecidingKind, maxLength: number) =>
  fc.array(fc.array(statementOf(kind), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength })

export const policySet: fc.Arbitrary<PlainPolicies> = fc.record(
  {
    identity: policiesOf('identity', 2),
    boundary: policiesOf('boundary', 1),
    session: policiesOf('session', 2),
    resource: policiesOf('resource', 1),
    'service-control': policiesOf('service-control', 1),
    'resource-control': policiesOf('resource-control', 1),
  },
  { requiredKeys: ['identity'] },
)

export interface Asked {
  readonly principal: PolicyPrincipal
  readonly action: string
  readonly resourceArn: string | undefined
  readonly resourceAccountId: string | undefined
  readonly values: ContextValues
}

const one = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values)

export const asked: fc.Arbitrary<Asked> = fc.record({
  principal: fc.constantFrom<PolicyPrincipal>(root, alice, alice, session, session, federatedUser),
  action: fc.constantFrom(...actions),
  resourceArn: one(...resources),
  resourceAccountId: one(ACCOUNT, OTHER_ACCOUNT),
  values: fc.record({
    'aws:team': one('red', 'blue', 'green'),
    'aws:age': one('9', '10', 'old'),
    'aws:tagkeys': one<string | readonly string[]>('a', ['a', 'b'], ['a', 'c'], ['c']),
  }),
})
