/** The words in which the documents of AWS's managed policies are written. */

export interface AwsManagedPolicy {
  readonly name: string
  /** `/` when absent. */
  readonly path?: string
  readonly description: string
  readonly statements: readonly Statement[]
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  readonly Resource: string
}

export function allow(...actions: readonly string[]): Statement {
  return { Effect: 'Allow', Action: oneOrMany(actions), Resource: '*' }
}

export function deny(...actions: readonly string[]): Statement {
  return { Effect: 'Deny', Action: oneOrMany(actions), Resource: '*' }
}

/** Whoever may look events up may search them too: the console's Event history and all that it says of an event. */
export const searchEvents = 'waymark:*'

export const logRead = [
  'cloudtrail:Get*',
  'cloudtrail:Describe*',
  'cloudtrail:List*',
  'cloudtrail:LookupEvents',
  searchEvents,
]

/** What whoever sets up a trail needs beside CloudTrail. */
export const logWrite = [
  'sns:CreateTopic',
  'sns:GetTopicAttributes',
  'sns:ListTopics',
  'sns:SetTopicAttributes',
  's3:CreateBucket',
  's3:GetBucketLocation',
  's3:GetBucketPolicy',
  's3:ListAllMyBuckets',
  's3:PutBucketPolicy',
  'iam:ListRoles',
  'iam:GetRole',
]

export const listActions = [
  'cloudtrail:Describe*',
  'cloudtrail:GetTrailStatus',
  'cloudtrail:ListTrails',
  'cloudtrail:LookupEvents',
  'greengrass:List*',
  'iam:Get*Summary',
  'iam:GetLoginProfile',
  'iam:List*',
  'iot:Describe*',
  'iot:List*',
  's3:ListAllMyBuckets',
  's3:ListBucket',
  'sns:List*',
  searchEvents,
]

export const securityReadActions = [
  'cloudtrail:Describe*',
  'cloudtrail:Get*',
  'cloudtrail:List*',
  'cloudtrail:LookupEvents',
  'greengrass:List*',
  'iam:Generate*',
  'iam:Get*',
  'iam:List*',
  'iam:Simulate*',
  'iot:Describe*',
  'iot:GetPolicy*',
  'iot:List*',
  's3:GetBucket*',
  's3:ListAllMyBuckets',
  'sns:GetTopicAttributes',
  'sns:List*',
  searchEvents,
]

export const readActions = [
  ...logRead,
  'greengrass:Describe*',
  'greengrass:Get*',
  'greengrass:List*',
  'iam:Generate*',
  'iam:Get*',
  'iam:List*',
  'iam:Simulate*',
  'iot:Describe*',
  'iot:Get*',
  'iot:List*',
  's3:Get*',
  's3:List*',
  'sns:Get*',
  'sns:List*',
  'sts:GetAccessKeyInfo',
  'sts:GetCallerIdentity',
]

function oneOrMany(actions: readonly string[]): string | readonly string[] {
  const [only = '', ...others] = actions
  return others.length === 0 ? only : actions
}
