import { MalformedPolicy } from '../../identity/policy/malformed-policy.ts'
import { parsePolicy } from '../../identity/policy/parse-policy.ts'
import type { Policy } from '../../identity/policy/policy.ts'
import { withPrincipalIds } from '../../identity/policy-principals.ts'
import type { Call } from '../operation.ts'
import { invalidParameter } from './errors.ts'

const POLICY_BYTES_MAX = 30 * 1024

/** A policy as a topic takes it. Throws as AWS does. */
export function checkTopicPolicy(document: string, topicArn: string): void {
  if (Buffer.byteLength(document) > POLICY_BYTES_MAX)
    throw invalidParameter('Policy Error: the policy is too large')
  const { statements } = parsed(document)
  for (const { actions, resources } of statements) {
    if (!actions.patterns.every((action) => action === '*' || /^sns:/i.test(action)))
      throw invalidParameter('Policy statement action out of service scope!')
    if (!resources?.patterns.every((resource) => isOf(topicArn, resource)))
      throw invalidParameter('Policy Error: null')
  }
}

function parsed(document: string): Policy {
  try {
    return parsePolicy(document, 'resource')
  } catch (error) {
    if (error instanceof MalformedPolicy) throw invalidParameter('Policy Error: null')
    throw error
  }
}

/** What is kept of a policy that was checked. Throws as AWS does. */
export function keptTopicPolicy(document: string, { resources }: Call): string {
  try {
    return withPrincipalIds(document, resources)
  } catch (error) {
    if (error instanceof MalformedPolicy) throw invalidParameter('Policy Error: PrincipalNotFound')
    throw error
  }
}

/** A policy speaks of its own topic; a wildcard may stand for it. */
function isOf(topicArn: string, resource: string): boolean {
  const [literal = ''] = resource.split(/[*?]/)
  return resource === topicArn || (literal !== resource && topicArn.startsWith(literal))
}
