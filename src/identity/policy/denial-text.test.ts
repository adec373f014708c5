import { expect, test } from 'vitest'
import {
  alice,
  OTHER_ACCOUNT,
  request,
  session,
  webIdentity,
} from '../../../test/support/policies.ts'
import { denialText } from './denial-text.ts'
import type { AccessRequest, DecidingKind } from './evaluate.ts'

/** Texts of identity.md A.5, "Deny texts". */
const user = `User: ${alice.arn} is not authorized to perform: greengrass:CreateDeployment`
const resourceArn = 'arn:aws:greengrass:us-west-2:123456789012:deployments'
const create = request({ action: 'greengrass:CreateDeployment', resourceArn })
const arn = 'arn:aws:iam::123456789012:policy/no'

const implicit = (by: DecidingKind) => ({ allowed: false, by, how: 'implicit' }) as const
const explicit = (by: DecidingKind, policyArn?: string) =>
  ({ allowed: false, by, how: 'explicit', ...(policyArn !== undefined && { policyArn }) }) as const

test.each([
  ['identity', 'because no identity-based policy allows the greengrass:CreateDeployment action'],
  ['boundary', 'because no permissions boundary allows the greengrass:CreateDeployment action'],
  ['session', 'because no session policy allows the greengrass:CreateDeployment action'],
  ['resource', 'because no resource-based policy allows the greengrass:CreateDeployment action'],
  ['trust', 'because no role trust policy allows the greengrass:CreateDeployment action'],
  [
    'service-control',
    'because no service control policy allows the greengrass:CreateDeployment action',
  ],
  [
    'resource-control',
    'because no resource control policy allows the greengrass:CreateDeployment action',
  ],
] as const)('no Allow of the kind %s', (kind, reason) => {
  expect(denialText(create, implicit(kind))).toBe(`${user} on resource: ${resourceArn} ${reason}`)
})

test.each([
  ['identity', 'with an explicit deny in an identity-based policy'],
  ['boundary', 'with an explicit deny in a permissions boundary'],
  ['session', 'with an explicit deny in a session policy'],
  ['resource', 'with an explicit deny in a resource-based policy'],
  ['trust', 'with an explicit deny in the role trust policy'],
  ['service-control', 'with an explicit deny in a service control policy'],
  ['resource-control', 'with an explicit deny in a resource control policy'],
] as const)('a Deny of the kind %s', (kind, reason) => {
  const start = `${user} on resource: ${resourceArn} ${reason}`
  expect(denialText(create, explicit(kind))).toBe(start)
  expect(denialText(create, explicit(kind, arn))).toBe(`${start}: ${arn}`)
})

test('names no policy of another account', () => {
  const foreign: AccessRequest = { ...create, resourceAccountId: OTHER_ACCOUNT }
  expect(denialText(foreign, explicit('identity', arn))).toMatch(/identity-based policy$/)
})

test('names no resource where the action has none', () => {
  const lookup = request({ action: 'cloudtrail:LookupEvents', resourceArn: undefined })
  expect(denialText(lookup, implicit('identity'))).toBe(
    `User: ${alice.arn} is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows the cloudtrail:LookupEvents action`,
  )
})

test('gives no reason why a role may not be assumed', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/admin'
  const assume = request({ principal: session, action: 'sts:AssumeRole', resourceArn: roleArn })
  for (const denial of [implicit('trust'), implicit('identity'), explicit('identity', arn)])
    expect(denialText(assume, denial)).toBe(
      `User: ${session.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    )
})

test('a caller without an identity of its own has no name', () => {
  const action = 'sts:AssumeRoleWithWebIdentity'
  expect(denialText(request({ principal: webIdentity, action }), implicit('trust'))).toBe(
    'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  )
})
