import {
  alice,
  decisionTests,
  federatedRoot,
  federatedUser,
  FEDERATION,
  LOGIC,
  policy,
  session,
} from '../../../test/support/policies.ts'

const allow = policy({})
const silent = policy({ Action: 'sns:Publish' })
const deny = policy({ Effect: 'Deny' })
const to = (principal: unknown, Effect = 'Allow') =>
  policy({ Principal: principal, Effect }, 'resource')
const self = (principal: { readonly arn: string }) => ({ AWS: principal.arn })
const role = { AWS: 'arn:aws:iam::123456789012:role/team/deployer' }

decisionTests(LOGIC, { principal: session }, [
  ['a role allows its sessions', { identity: [allow] }, 'allowed'],
  ['a session policy narrows', { identity: [allow], session: [silent] }, 'implicit session'],
  [
    'a session policy does not widen',
    { identity: [silent], session: [allow] },
    'implicit identity',
  ],
  [
    'one of several session policies allows',
    { identity: [allow], session: [silent, allow] },
    'allowed',
  ],
  ['a session policy denies', { identity: [allow], session: [allow, deny] }, 'explicit session'],
  [
    'role, boundary and session policy allow',
    { identity: [allow], boundary: allow, session: [allow] },
    'allowed',
  ],
  ['no session policy was passed', { identity: [allow], session: [] }, 'allowed'],
  [
    'naming the session passes by everything silent',
    { boundary: silent, session: [silent], resource: to(self(session)) },
    'allowed',
  ],
  [
    'naming the session does not pass by a Deny',
    { session: [deny], resource: to(self(session)) },
    'explicit session',
  ],
  ['naming the role stands in for its policies', { resource: to(role) }, 'allowed'],
  [
    'naming the role does not pass by a boundary',
    { boundary: silent, resource: to(role) },
    'implicit boundary',
  ],
  [
    'naming the role does not pass by a session policy',
    { session: [silent], resource: to(role) },
    'implicit session',
  ],
  [
    'naming everybody passes by a session policy',
    { session: [silent], resource: to('*') },
    'allowed',
  ],
])

decisionTests(FEDERATION, { principal: federatedUser }, [
  ['a federated user needs a session policy', { identity: [allow] }, 'implicit session'],
  [
    'a federated user has what user and session policy allow',
    { identity: [allow], session: [allow] },
    'allowed',
  ],
  [
    'a federated user has no more than its user',
    { identity: [silent], session: [allow] },
    'implicit identity',
  ],
  [
    'a federated user has no more than the session policy',
    { identity: [allow], session: [silent] },
    'implicit session',
  ],
  ['a resource policy names the federated user', { resource: to(self(federatedUser)) }, 'allowed'],
])

decisionTests(LOGIC, { principal: federatedUser }, [
  [
    'a resource policy names the user behind it',
    { session: [silent], resource: to(self(alice)) },
    'implicit session',
  ],
  [
    'it names the user, and the session policy allows',
    { session: [allow], resource: to(self(alice)) },
    'allowed',
  ],
])

decisionTests(FEDERATION, { principal: federatedRoot }, [
  ['federated by root, limited by the session policy alone', { session: [allow] }, 'allowed'],
  ['federated by root without a session policy', {}, 'implicit session'],
])
