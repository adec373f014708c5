import { hash } from 'node:crypto'
import { BASE32 } from './base32.ts'
import {
  allow,
  type AwsManagedPolicy,
  deny,
  logRead,
  logWrite,
  listActions,
  readActions,
  searchEvents,
  securityReadActions,
} from './aws-managed-statements.ts'
import { type ManagedPolicy, policyArn } from './managed-policy.ts'

export const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** As old as IAM's managed policies are. */
const CREATED_AT = '2015-02-06T18:39:46.000Z'

/**
 * The policies of AWS's that Waymark brings, under AWS's names. Their documents are our own: what each stands for, said of
 * the services that are hosted here. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const policies: readonly AwsManagedPolicy[] = [
  {
    name: 'AdministratorAccess',
    description: 'Provides full access to AWS services and resources.',
    statements: [allow('*')],
  },
  {
    name: 'ReadOnlyAccess',
    description: 'Provides read-only access to AWS services and resources.',
    statements: [allow(...readActions)],
  },
  {
    name: 'ViewOnlyAccess',
    path: '/job-function/',
    description: 'Shows which resources exist, and not what they hold.',
    statements: [allow(...listActions)],
  },
  {
    name: 'SecurityAudit',
    description: 'Reads the configuration that matters to security, and no data.',
    statements: [allow(...securityReadActions)],
  },
  {
    name: 'AWSDenyAll',
    description: 'Denies everything.',
    statements: [deny('*')],
  },
  {
    name: 'AWSGreengrassFullAccess',
    description: 'Provides full access to AWS IoT Greengrass.',
    statements: [allow('greengrass:*')],
  },
  {
    name: 'AWSGreengrassReadOnlyAccess',
    description: 'Provides read-only access to AWS IoT Greengrass.',
    statements: [allow('greengrass:Get*', 'greengrass:List*', 'greengrass:Describe*')],
  },
  {
    name: 'AWSGreengrassResourceAccessRolePolicy',
    path: '/service-role/',
    description: 'What AWS IoT Greengrass may do for an account: look after the things it manages.',
    statements: [
      allow(
        'greengrass:*',
        'iot:DescribeThing',
        'iot:DescribeCertificate',
        'iot:GetThingShadow',
        'iot:UpdateThingShadow',
        'iot:DeleteThingShadow',
      ),
    ],
  },
  {
    name: 'AWSCloudTrail_FullAccess',
    description: 'Provides full access to AWS CloudTrail, and to what delivers its log files.',
    statements: [allow('cloudtrail:*', searchEvents), allow(...logWrite)],
  },
  {
    name: 'AWSCloudTrail_ReadOnlyAccess',
    description: 'Provides read-only access to AWS CloudTrail.',
    statements: [allow(...logRead)],
  },
  {
    name: 'CloudTrailServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'What the role linked to AWS CloudTrail may do.',
    statements: [allow('cloudtrail:*', 'organizations:Describe*', 'organizations:List*')],
  },
  {
    name: 'IAMFullAccess',
    description: 'Provides full access to IAM.',
    statements: [allow('iam:*')],
  },
  {
    name: 'IAMReadOnlyAccess',
    description: 'Provides read-only access to IAM.',
    statements: [allow('iam:Get*', 'iam:List*', 'iam:Generate*', 'iam:Simulate*')],
  },
  {
    name: 'IAMUserChangePassword',
    description: 'Lets a user change the password that is their own.',
    statements: [
      { ...allow('iam:ChangePassword'), Resource: 'arn:aws:iam::*:user/${aws:username}' },
      allow('iam:GetAccountPasswordPolicy'),
    ],
  },
]

/** By ARN. */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicy> = new Map(
  policies.map((policy) => {
    const managed = managedPolicyOf(policy)
    return [policyArn(managed), managed]
  }),
)

function managedPolicyOf({
  name,
  path = '/',
  description,
  statements,
}: AwsManagedPolicy): ManagedPolicy {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  return {
    policyId: idOf(name),
    policyName: name,
    accountId: 'aws',
    path,
    description,
    tags: [],
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    versions: [{ versionId: 'v1', document, createdAt: CREATED_AT }],
    defaultVersionId: 'v1',
    nextVersion: 2,
  }
}

/** The same in every installation. */
function idOf(name: string): string {
  const letters = Array.from(
    hash('sha256', name, 'buffer').subarray(0, 17),
    (byte) => BASE32[byte & 31],
  )
  return `ANPA${letters.join('')}`
}
