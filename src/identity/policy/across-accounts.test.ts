import {
  alice,
  anonymous,
  CROSS_ACCOUNT,
  decisionTests,
  LOGIC,
  OTHER_ACCOUNT,
  policy,
  service,
  session,
} from '../../../test/support/policies.ts'

const allow = policy({})
const silent = policy({ Action: 'sns:Publish' })
const deny = policy({ Effect: 'Deny' })
const to = (principal: unknown, Effect = 'Allow') =>
  policy({ Principal: principal, Effect }, 'resource')
const account = { AWS: '123456789012' }
const self = (principal: { readonly arn: string }) => ({ AWS: principal.arn })

decisionTests(CROSS_ACCOUNT, { principal: alice, resourceAccountId: OTHER_ACCOUNT }, [
  ['identity policy alone', { identity: [allow] }, 'implicit resource'],
  ['resource policy alone', { resource: to(self(alice)) }, 'implicit identity'],
  ['both', { identity: [allow], resource: to(self(alice)) }, 'allowed'],
  ['both, by account', { identity: [allow], resource: to(account) }, 'allowed'],
  ['everybody, and nothing at home', { resource: to('*') }, 'implicit identity'],
  [
    'the boundary limits at home',
    { identity: [allow], boundary: silent, resource: to(self(alice)) },
    'implicit boundary',
  ],
  [
    'a Deny on either side',
    { identity: [allow, deny], resource: to(self(alice)) },
    'explicit identity',
  ],
])

decisionTests(CROSS_ACCOUNT, { principal: session, resourceAccountId: OTHER_ACCOUNT }, [
  [
    'the session policy limits at home',
    { identity: [allow], session: [silent], resource: to(self(session)) },
    'implicit session',
  ],
])

decisionTests(CROSS_ACCOUNT, { principal: alice, resourceAccountId: '123456789012' }, [
  ['the owner written out is the same account', { identity: [allow] }, 'allowed'],
])

decisionTests(LOGIC, { principal: service }, [
  [
    'a service may what a resource policy grants it',
    { resource: to({ Service: 'greengrass.amazonaws.com' }) },
    'allowed',
  ],
  ['a service without a grant', {}, 'implicit resource'],
])

decisionTests(LOGIC, { principal: anonymous }, [
  ['anonymous callers may what everybody may', { resource: to('*') }, 'allowed'],
  ['anonymous callers are of no account', { resource: to(account) }, 'implicit resource'],
])
