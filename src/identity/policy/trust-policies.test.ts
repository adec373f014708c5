import {
  alice,
  CROSS_ACCOUNT,
  decisionTests,
  LOGIC,
  OTHER_ACCOUNT,
  OURS,
  policy,
  service,
  session,
  SPEC,
  webIdentity,
} from '../../../test/support/policies.ts'

const allow = policy({})
const trusting = (principal: unknown, Effect = 'Allow') =>
  policy({ Principal: principal, Effect }, 'trust')
const account = { AWS: '123456789012' }
const self = (principal: { readonly arn: string }) => ({ AWS: principal.arn })

decisionTests(SPEC, { principal: alice }, [
  [
    'an identity policy is not enough',
    { identity: [allow], trust: trusting({ AWS: OTHER_ACCOUNT }) },
    'implicit trust',
  ],
])

decisionTests(LOGIC, { principal: alice }, [
  ['naming the user is enough in its account', { trust: trusting(self(alice)) }, 'allowed'],
  [
    'naming the account, and an identity policy',
    { identity: [allow], trust: trusting(account) },
    'allowed',
  ],
  ['a trust policy denies', { identity: [allow], trust: trusting('*', 'Deny') }, 'explicit trust'],
])

const TRUST =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html'

decisionTests(TRUST, { principal: alice }, [
  [
    'naming the user does not reach over a boundary',
    { boundary: policy({ Action: 'sns:*' }), trust: trusting(self(alice)) },
    'implicit boundary',
  ],
  [
    'naming the user, within a boundary',
    { boundary: allow, trust: trusting(self(alice)) },
    'allowed',
  ],
])

decisionTests(OURS, { principal: session }, [
  [
    'naming the session does not reach over its session policies',
    { session: [policy({ Action: 'sns:*' })], trust: trusting(self(session)) },
    'implicit session',
  ],
])

decisionTests(OURS, { principal: alice }, [
  [
    'naming the account leaves it to identity policies',
    { trust: trusting(account) },
    'implicit identity',
  ],
])

decisionTests(CROSS_ACCOUNT, { principal: alice, resourceAccountId: OTHER_ACCOUNT }, [
  ['across accounts both must allow', { trust: trusting(self(alice)) }, 'implicit identity'],
  ['across accounts both allow', { identity: [allow], trust: trusting(account) }, 'allowed'],
])

decisionTests(SPEC, { principal: session }, [
  [
    'a role does not trust itself unasked',
    { identity: [allow], trust: trusting(self(alice)) },
    'implicit trust',
  ],
])

decisionTests(LOGIC, { principal: service }, [
  [
    'a service needs trust and nothing else',
    { trust: trusting({ Service: 'greengrass.amazonaws.com' }) },
    'allowed',
  ],
  ['a service is not trusted', { trust: trusting(account) }, 'implicit trust'],
])

decisionTests(LOGIC, { principal: webIdentity }, [
  [
    'a web identity needs trust and nothing else',
    { trust: trusting({ Federated: 'arn:aws:iam::123456789012:oidc-provider/token.example.com' }) },
    'allowed',
  ],
  [
    'a web identity of another identity provider',
    { trust: trusting({ Federated: 'accounts.google.com' }) },
    'implicit trust',
  ],
])
