import { deflateRawSync } from 'node:zlib'
import type { PolicyDescriptorType } from '@aws-sdk/client-sts'
import { policyOfArn } from '../../identity/attachable-policies.ts'
import { MalformedPolicy } from '../../identity/policy/malformed-policy.ts'
import { parsePolicy } from '../../identity/policy/parse-policy.ts'
import type { SessionPolicies } from '../../identity/session.ts'
import type { Tag } from '../../identity/tag.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import { stsError, validationError } from './errors.ts'

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const PLAINTEXT_CHARACTERS_MAX = 2048
const ARNS_MAX = 10
/** AWS tells neither its packing nor its limit: ours is deflate, and as many bytes as the plain text may have characters. */
const PACKED_BYTES_MAX = 2048

interface PoliciesInput {
  readonly Policy?: string | undefined
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined
}

/** Undefined when none are passed. Throws for a document that is no policy, and for what is too many or too large. */
export function sessionPoliciesOf(
  { Policy: document, PolicyArns = [] }: PoliciesInput,
  accountId: string,
  resources: ResourceReader,
): SessionPolicies | undefined {
  if (document === undefined && PolicyArns.length === 0) return undefined
  const arns = PolicyArns.map(({ arn = '' }) => arn)
  if (arns.length > ARNS_MAX)
    throw validationError(
      `1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to ${ARNS_MAX}`,
    )
  const plaintext = [document ?? '', ...arns].join('')
  if (plaintext.length > PLAINTEXT_CHARACTERS_MAX)
    throw stsError(
      'PackedPolicyTooLargeException',
      `The session policies have ${plaintext.length} characters, more than the allowed ${PLAINTEXT_CHARACTERS_MAX}.`,
    )
  for (const arn of arns) checkArn(arn, accountId, resources)
  if (document === undefined) return { arns }
  checkDocument(document)
  return { document, arns }
}

function checkArn(arn: string, accountId: string, resources: ResourceReader): void {
  const policy = policyOfArn(resources, arn)
  if (!policy || (policy.accountId !== 'aws' && policy.accountId !== accountId))
    throw validationError(`Policy ${arn} does not exist or is not attachable.`)
}

function checkDocument(text: string): void {
  try {
    parsePolicy(text, 'session')
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error
    throw stsError('MalformedPolicyDocumentException', error.message)
  }
}

/** How full the session is of policies and tags, in percent; undefined when it has none. Throws beyond 100. */
export function packedPolicySize(
  policies: SessionPolicies | undefined,
  tags: readonly Tag[],
): number | undefined {
  if (!policies && tags.length === 0) return undefined
  const packed = deflateRawSync(JSON.stringify([policies, tags]))
  const percent = Math.ceil((packed.length * 100) / PACKED_BYTES_MAX)
  if (percent <= 100) return percent
  throw stsError(
    'PackedPolicyTooLargeException',
    `Packed size of session tags and policies consumes ${percent}% of allotted space.`,
  )
}
