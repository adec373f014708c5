import { bucketArn } from '../../buckets/bucket.ts'
import { MalformedPolicy } from '../../identity/policy/malformed-policy.ts'
import { parsePolicy } from '../../identity/policy/parse-policy.ts'
import type { Condition, Policy, Statement } from '../../identity/policy/policy.ts'
import { withPrincipalIds } from '../../identity/policy-principals.ts'
import type { Call } from '../operation.ts'
import { s3Error } from './errors.ts'

const POLICY_BYTES_MAX = 20 * 1024

/** A bucket policy as S3 takes it. Throws `MalformedPolicy`. */
export function checkedBucketPolicy(document: string, bucket: string): Policy {
  if (!document.startsWith('{')) throw s3Error('MalformedPolicy')
  if (Buffer.byteLength(document) > POLICY_BYTES_MAX)
    throw malformed('Policy exceeds the maximum allowed document size.')
  const policy = parsed(document)
  for (const { actions, resources } of policy.statements) {
    if (!actions.patterns.every((action) => action === '*' || /^s3:/i.test(action)))
      throw malformed('Policy has invalid action')
    if (!resources?.patterns.every((resource) => isOf(bucket, resource)))
      throw malformed('Policy has invalid resource')
  }
  return policy
}

function parsed(document: string): Policy {
  return wellFormed(() => parsePolicy(document, 'resource'))
}

/** What is kept of a policy that was checked. Throws `MalformedPolicy` for a principal that does not exist. */
export function keptBucketPolicy(document: string, { resources }: Call): string {
  return wellFormed(() => withPrincipalIds(document, resources))
}

function wellFormed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof MalformedPolicy) throw malformed(error.message)
    throw error
  }
}

/** A policy speaks of its own bucket and of the objects in it; a wildcard may stand for either. */
function isOf(bucket: string, resource: string): boolean {
  const arn = bucketArn(bucket)
  if (resource === arn || resource.startsWith(`${arn}/`) || resource === '*') return true
  const [name = ''] = resource.split('/')
  const [literal = ''] = name.split(/[*?]/)
  return /[*?]/.test(name) && arn.startsWith(literal)
}

function malformed(message: string) {
  return s3Error('MalformedPolicy', {}, message)
}

/** Keys that tie a statement for everybody down to somebody, where their values are fixed. */
const NARROWING = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
])

/**
 * Whether anybody at all is allowed anything.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublic(policy: Policy): boolean {
  return policy.statements.some(isPublicStatement)
}

function isPublicStatement({ effect, principals, conditions }: Statement): boolean {
  if (effect === 'Deny' || !principals) return false
  const isForAll = principals.isNegated || principals.entries.some(({ id }) => id === '*')
  return isForAll && !conditions.some(narrows)
}

function narrows({ key, operator, values }: Condition): boolean {
  const isFixed = values.every(
    (value) => value !== '*' && value !== '0.0.0.0/0' && value !== '::/0',
  )
  const isNegated = operator.name.includes('Not') || operator.isIfExists
  return NARROWING.has(key.toLowerCase()) && isFixed && !isNegated
}
