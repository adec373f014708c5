import { expect, test } from 'vitest'
import {
  alice,
  anonymous,
  federatedUser,
  NOT_PRINCIPAL,
  nothing,
  OTHER_ACCOUNT,
  OURS,
  policy,
  PRINCIPALS,
  request,
  root,
  service,
  session,
  webIdentity,
} from '../../../test/support/policies.ts'
import { evaluate } from './evaluate.ts'
import type { PolicyPrincipal } from './policy-principal.ts'

const account = '123456789012'
const everyone: readonly PolicyPrincipal[] = [
  root,
  alice,
  session,
  federatedUser,
  service,
  webIdentity,
  anonymous,
]
const ofAccount = [root, alice, session, federatedUser]
const roleArn = `arn:aws:iam::${account}:role/team/deployer`
const canonical = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'

interface PrincipalCase {
  readonly principals: unknown
  readonly names: readonly PolicyPrincipal[]
  /** Whom NotPrincipal with Deny leaves out, where those are others. */
  readonly spares?: readonly PolicyPrincipal[]
  readonly source: string
}

const cases: readonly PrincipalCase[] = [
  { principals: '*', names: everyone, source: PRINCIPALS },
  { principals: { AWS: '*' }, names: everyone, source: PRINCIPALS },
  { principals: { AWS: account }, names: ofAccount, spares: [root], source: PRINCIPALS },
  {
    principals: { AWS: `arn:aws:iam::${account}:root` },
    names: ofAccount,
    spares: [root],
    source: PRINCIPALS,
  },
  {
    principals: { AWS: [alice.arn, `arn:aws:iam::${account}:root`] },
    names: ofAccount,
    spares: [root, alice, federatedUser],
    source: PRINCIPALS,
  },
  { principals: { AWS: OTHER_ACCOUNT }, names: [], source: PRINCIPALS },
  {
    principals: { AWS: [OTHER_ACCOUNT, account] },
    names: ofAccount,
    spares: [root],
    source: PRINCIPALS,
  },
  // The user also by the session of a federated user that it issued.
  { principals: { AWS: alice.arn }, names: [alice, federatedUser], source: PRINCIPALS },
  { principals: { AWS: `arn:aws:iam::${account}:user/eng/Alice` }, names: [], source: PRINCIPALS },
  {
    principals: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' },
    names: [alice, federatedUser],
    source: PRINCIPALS,
  },
  { principals: { AWS: roleArn }, names: [session], source: PRINCIPALS },
  { principals: { AWS: `arn:aws:iam::${account}:role/deployer` }, names: [], source: PRINCIPALS },
  { principals: { AWS: session.arn }, names: [session], source: PRINCIPALS },
  {
    principals: { AWS: `arn:aws:sts::${account}:assumed-role/deployer/other` },
    names: [],
    source: PRINCIPALS,
  },
  { principals: { AWS: 'AROACKCEVSQ6C2EXAMPLE' }, names: [session], source: PRINCIPALS },
  { principals: { AWS: 'AROACKCEVSQ6C2EXAMPLE:ci' }, names: [session], source: PRINCIPALS },
  { principals: { AWS: 'AROACKCEVSQ6C2EXAMPLE:other' }, names: [], source: PRINCIPALS },
  { principals: { AWS: federatedUser.arn }, names: [federatedUser], source: PRINCIPALS },
  { principals: { Service: 'greengrass.amazonaws.com' }, names: [service], source: PRINCIPALS },
  {
    principals: { Service: ['ec2.amazonaws.com', 'greengrass.amazonaws.com'] },
    names: [service],
    source: PRINCIPALS,
  },
  { principals: { Service: 'ec2.amazonaws.com' }, names: [], source: PRINCIPALS },
  {
    principals: { Federated: `arn:aws:iam::${account}:oidc-provider/token.example.com` },
    names: [webIdentity],
    source: PRINCIPALS,
  },
  { principals: { Federated: 'accounts.google.com' }, names: [], source: PRINCIPALS },
  {
    principals: { AWS: session.arn, Service: 'greengrass.amazonaws.com' },
    names: [session, service],
    source: PRINCIPALS,
  },
  { principals: { CanonicalUser: canonical }, names: [], source: PRINCIPALS },
  { principals: { Service: '*' }, names: [service], source: OURS },
]

const everybody = { AWS: '*', Federated: '*' }

const evaluateWith = (principal: PolicyPrincipal, resource: ReturnType<typeof policy>) =>
  evaluate(request({ principal }), { ...nothing, identity: [policy({})], resource })

test('to allow everybody is not to allow those whom only an identity provider knows', () => {
  const grant = policy({ Principal: '*' }, 'resource')
  const left = everyone.filter((principal) => !evaluateWith(principal, grant).allowed)
  expect(left).toEqual([webIdentity])
})

// Deny shows naming alone: whoever it names is denied, and how closely does not matter.
test.each(cases)('Principal $principals ($source)', ({ principals, names }) => {
  const resource = policy(
    [{ Principal: everybody }, { Effect: 'Deny', Principal: principals }],
    'resource',
  )
  const denied = everyone.filter((principal) => !evaluateWith(principal, resource).allowed)
  expect(new Set(denied)).toEqual(new Set(names))
})

test.each(cases)('NotPrincipal $principals with Deny ($source)', (each) => {
  const { principals, names, spares = names } = each
  const resource = policy(
    [{ Principal: everybody }, { Effect: 'Deny', NotPrincipal: principals }],
    'resource',
  )
  const spared = everyone.filter((principal) => evaluateWith(principal, resource).allowed)
  expect(new Set(spared)).toEqual(new Set(spares))
})

test(`a canonical user id names an account (${PRINCIPALS})`, () => {
  const resource = policy({ Principal: { CanonicalUser: canonical } }, 'resource')
  const principal = { ...alice, canonicalUserId: canonical }
  const foreign = { ...request({ principal }), resourceAccountId: OTHER_ACCOUNT }
  expect(evaluate(foreign, { identity: [policy({})], resource }).allowed).toBe(true)
  expect(evaluate(foreign, { identity: [], resource }).allowed).toBe(false)
})

test(`NotPrincipal with Deny always denies those who have a boundary (${NOT_PRINCIPAL})`, () => {
  const resource = policy(
    [{ Principal: everybody }, { Effect: 'Deny', NotPrincipal: { AWS: alice.arn } }],
    'resource',
  )
  const bounded = { identity: [policy({})], boundary: policy({}), resource }
  expect(evaluate(request({}), { identity: [policy({})], resource }).allowed).toBe(true)
  expect(evaluate(request({}), bounded)).toMatchObject({ by: 'resource', how: 'explicit' })
})

test(`NotPrincipal with Allow allows all others, boundary or not (${NOT_PRINCIPAL})`, () => {
  const resource = policy({ NotPrincipal: { AWS: alice.arn } }, 'resource')
  const boundary = policy({ Action: 'sns:*' })
  const may = (principal: PolicyPrincipal) =>
    evaluate(request({ principal }), { identity: [], boundary, resource }).allowed
  expect(may(alice)).toBe(false)
  expect(may(session)).toBe(true)
})
