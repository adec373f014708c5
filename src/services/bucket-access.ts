import { type Bucket, bucketArn, objectArn } from '../buckets/bucket.ts'
import { compilePolicy } from '../identity/policy/compile-policy.ts'
import type { AccessRequest, PolicySet } from '../identity/policy/evaluate.ts'
import { type ExplainedStatement, explain } from '../identity/policy/explain.ts'
import { parsePolicy } from '../identity/policy/parse-policy.ts'

/** What an AWS service wants to do with a bucket, for a resource of an account. */
export interface ServiceRequest {
  /** `cloudtrail.amazonaws.com` */
  readonly service: string
  readonly action: 's3:GetBucketAcl' | 's3:GetObject' | 's3:PutObject'
  /** Of the object to be read or put. */
  readonly key?: string
  /** What `x-amz-acl` will say. */
  readonly acl?: string
  /** What `x-amz-server-side-encryption` will say. */
  readonly encryption?: string
  /** The resource it is done for, a trail for example, and whose that is. */
  readonly sourceArn: string
  readonly sourceAccount: string
}

export type ServiceAccess =
  | { readonly isAllowed: true }
  /** `reason` says in words, for whoever owns the bucket, which statement is missing or in the way. */
  | { readonly isAllowed: false; readonly reason: string }

const ALLOWED: ServiceAccess = { isAllowed: true }

/**
 * Whether a bucket's policy lets a service do something. A service has no policies of its own, so the bucket's alone decides.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function serviceAccess(bucket: Bucket, asked: ServiceRequest): ServiceAccess {
  if (bucket.policy === undefined)
    return refused(`The bucket ${bucket.name} has no policy. ${lackOf(bucket, asked)}`)
  const request = accessRequest(bucket, asked)
  const policies: PolicySet = {
    identity: [],
    resource: { policy: compilePolicy(parsePolicy(bucket.policy, 'resource')) },
  }
  const { decision, policies: explained } = explain(request, policies)
  if (decision.allowed) return ALLOWED
  const statements = explained.flatMap((policy) => policy.statements)
  if (decision.how === 'explicit') {
    const denying = statements.find(({ decides }) => decides)
    return refused(
      `The policy of bucket ${bucket.name} denies it: ${named(denying)} forbids ${what(bucket, asked)}.`,
    )
  }
  const close = statements.filter(
    ({ effect, mismatch }) => effect === 'Allow' && mismatch !== undefined && mismatch !== 'action',
  )
  const why = close.map(
    (statement) => `${named(statement)} does not apply because of its ${elementOf(statement)}.`,
  )
  return refused([lackOf(bucket, asked), ...why].join(' '))
}

function refused(reason: string): ServiceAccess {
  return { isAllowed: false, reason }
}

function accessRequest(bucket: Bucket, asked: ServiceRequest): AccessRequest {
  const context: Readonly<Record<string, string | undefined>> = {
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': asked.service,
    'aws:resourceaccount': bucket.accountId,
    'aws:securetransport': 'true',
    'aws:sourceaccount': asked.sourceAccount,
    'aws:sourcearn': asked.sourceArn,
    's3:authtype': 'REST-HEADER',
    's3:resourceaccount': bucket.accountId,
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:tlsversion': '1.3',
    's3:x-amz-acl': asked.acl,
    's3:x-amz-server-side-encryption': asked.encryption,
  }
  return {
    principal: { kind: 'service', service: asked.service },
    action: asked.action,
    resourceArn: resourceOf(bucket, asked),
    resourceAccountId: bucket.accountId,
    context: (key) => context[key],
  }
}

function resourceOf({ name }: Bucket, { key }: ServiceRequest): string {
  return key === undefined ? bucketArn(name) : objectArn(name, key)
}

function lackOf(bucket: Bucket, asked: ServiceRequest): string {
  return `The policy of bucket ${bucket.name} needs a statement that allows ${asked.service} ${what(bucket, asked)}.`
}

function what(bucket: Bucket, asked: ServiceRequest): string {
  const acl = asked.acl === undefined ? '' : ` with x-amz-acl ${asked.acl}`
  return `${asked.action} on ${resourceOf(bucket, asked)}${acl}, for aws:SourceArn ${asked.sourceArn}`
}

function named(statement: ExplainedStatement | undefined): string {
  if (!statement) return 'a statement'
  return statement.sid ? `statement ${statement.sid}` : `statement ${statement.index + 1}`
}

const elements = {
  action: 'Action',
  principal: 'Principal',
  resource: 'Resource',
  condition: 'Condition',
} as const

function elementOf({ mismatch = 'action' }: ExplainedStatement): string {
  return elements[mismatch]
}
