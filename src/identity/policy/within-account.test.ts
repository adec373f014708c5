import {
  alice,
  BOUNDARIES,
  CROSS_ACCOUNT,
  decisionTests,
  LOGIC,
  OTHER_ACCOUNT,
  OURS,
  policy,
  root,
  SCPS,
  session,
  SPEC,
} from '../../../test/support/policies.ts'

const allow = policy({})
const silent = policy({ Action: 'sns:Publish' })
const deny = policy({ Effect: 'Deny' })
const to = (principal: unknown, Effect = 'Allow') =>
  policy({ Principal: principal, Effect }, 'resource')
const account = { AWS: '123456789012' }
const self = (principal: { readonly arn: string }) => ({ AWS: principal.arn })

decisionTests(LOGIC, { principal: alice }, [
  ['nobody may anything by default', {}, 'implicit identity'],
  ['an identity policy allows', { identity: [allow] }, 'allowed'],
  ['one of several allows', { identity: [silent, allow] }, 'allowed'],
  ['none of several allows', { identity: [silent, silent] }, 'implicit identity'],
  ['a Deny beats an Allow', { identity: [allow, deny] }, 'explicit identity'],
  ['the order of policies does not matter', { identity: [deny, allow] }, 'explicit identity'],
  [
    'a Deny for other actions does not matter',
    { identity: [allow, policy({ Effect: 'Deny', Action: 'sns:*' })] },
    'allowed',
  ],
  [
    'an RCP denies',
    {
      identity: [allow],
      resourceControl: [
        policy([{ Principal: '*' }, { Principal: '*', Effect: 'Deny' }], 'resource'),
      ],
    },
    'explicit resource-control',
  ],
  [
    'an RCP does not allow',
    { identity: [allow], resourceControl: [to(self(session))] },
    'implicit resource-control',
  ],
  ['a resource policy alone allows', { resource: to(self(alice)) }, 'allowed'],
  [
    'an identity policy allows beside a silent resource policy',
    { identity: [allow], resource: to({ AWS: OTHER_ACCOUNT }) },
    'allowed',
  ],
  [
    'a resource policy denies',
    { identity: [allow], resource: to(self(alice), 'Deny') },
    'explicit resource',
  ],
  [
    'an identity policy denies what a resource policy allows',
    { identity: [deny], resource: to(self(alice)) },
    'explicit identity',
  ],
  ['everybody is allowed', { resource: to('*') }, 'allowed'],
  [
    'naming the account, and an identity policy',
    { identity: [allow], resource: to(account) },
    'allowed',
  ],
  [
    'naming the user passes by a silent boundary',
    { boundary: silent, resource: to(self(alice)) },
    'allowed',
  ],
  [
    'naming the account does not pass by a boundary',
    { identity: [allow], boundary: silent, resource: to(account) },
    'implicit boundary',
  ],
])

decisionTests(OURS, { principal: alice }, [
  [
    'naming the account leaves it to identity policies',
    { resource: to(account) },
    'implicit identity',
  ],
])

decisionTests(BOUNDARIES, { principal: alice }, [
  [
    'a boundary denies what a resource policy allows',
    { boundary: deny, resource: to(self(alice)) },
    'explicit boundary',
  ],
  ['a boundary alone allows nothing', { boundary: allow }, 'implicit identity'],
  ['boundary and identity policy allow', { identity: [allow], boundary: allow }, 'allowed'],
  ['a boundary does not allow', { identity: [allow], boundary: silent }, 'implicit boundary'],
  ['a boundary denies', { identity: [allow], boundary: deny }, 'explicit boundary'],
])

decisionTests(SCPS, { principal: alice }, [
  [
    'an SCP limits what a resource policy grants',
    { resource: to(self(alice)), serviceControl: [silent] },
    'implicit service-control',
  ],
  ['an SCP allows nothing by itself', { serviceControl: [allow] }, 'implicit identity'],
  [
    'an SCP does not allow',
    { identity: [allow], serviceControl: [silent] },
    'implicit service-control',
  ],
])

decisionTests(SPEC, { principal: alice }, [
  [
    'of several Denies the SCP is named',
    { identity: [deny], resource: to('*', 'Deny'), serviceControl: [deny] },
    'explicit service-control',
  ],
  [
    'of several Denies the resource policy is named before the identity policy',
    { identity: [deny], resource: to('*', 'Deny') },
    'explicit resource',
  ],
])

decisionTests(LOGIC, { principal: root }, [
  ['root may everything', {}, 'allowed'],
  ['a resource policy denies root', { resource: to('*', 'Deny') }, 'explicit resource'],
])

decisionTests(SCPS, { principal: root }, [
  ['an SCP denies root', { serviceControl: [allow, deny] }, 'explicit service-control'],
  ['an SCP does not allow root', { serviceControl: [silent] }, 'implicit service-control'],
])

decisionTests(CROSS_ACCOUNT, { principal: root, resourceAccountId: OTHER_ACCOUNT }, [
  ['root of another account needs the resource policy', {}, 'implicit resource'],
  ['root of another account has it', { resource: to(account) }, 'allowed'],
])

decisionTests(SPEC, { principal: session }, [
  [
    'a Deny is named before a missing Allow',
    { session: [deny], boundary: silent },
    'explicit session',
  ],
  [
    'of several missing Allows the identity policy is named first',
    { session: [silent], boundary: silent },
    'implicit identity',
  ],
])
