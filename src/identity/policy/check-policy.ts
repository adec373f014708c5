import { operatorRules } from './condition-operators.ts'
import { invalidPrincipal, legacyParsingError, MalformedPolicy } from './malformed-policy.ts'
import type { Policy, PolicyKind, Principals, Statement } from './policy.ts'

/** A document that has its shape, in the order in which IAM comes upon faults. */
export function checkPolicy(policy: Policy, kind: PolicyKind): void {
  const { statements, version } = policy
  if (kind === 'identity' && version !== '2012-10-17')
    throw new MalformedPolicy('Policy document must be version 2012-10-17 or greater.', 'Version')
  const inEach = (check: (statement: Statement, place: string, kind: PolicyKind) => void) => {
    for (const [i, statement] of statements.entries()) check(statement, `Statement[${i}]`, kind)
  }
  inEach(checkElements)
  inEach(checkValues)
  checkSids(statements, kind)
  inEach(checkPresence)
  inEach(checkResources)
  inEach(checkActions)
}

function namesPrincipals(kind: PolicyKind): boolean {
  return kind === 'trust' || kind === 'resource'
}

function checkElements(
  { principals, resources }: Statement,
  place: string,
  kind: PolicyKind,
): void {
  if (!namesPrincipals(kind)) {
    if (principals)
      throw new MalformedPolicy('Policy document should not specify a principal.', place)
    return
  }
  if (!principals) throw new MalformedPolicy('Missing required field Principal', place)
  checkPrincipals(principals, place)
  if (kind === 'trust' && resources) {
    const name = resources.isNegated ? 'NotResource' : 'Resource'
    throw new MalformedPolicy(`Has prohibited field ${name}`, `${place}.${name}`)
  }
}

const AWS_PRINCIPAL =
  /^(\*|\d{12}|A[A-Z]{3}[A-Z0-9]{12,124}(:[\w+=,.@-]{2,64})?|arn:aws[\w-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/[!-)+->@-~]+))$/
const SERVICE = /^(\*|[\w.-]+\.amazon(aws)?\.com(\.cn)?)$/

/** A principal is named in full: a `*` in part of a name is AWS's error, not a wildcard. */
function checkPrincipals({ entries, isNegated }: Principals, place: string): void {
  for (const { type, id } of entries) {
    const isWrong =
      (type === 'AWS' && !AWS_PRINCIPAL.test(id)) ||
      (type === 'Service' && !SERVICE.test(id)) ||
      id === ''
    if (isWrong)
      throw invalidPrincipal(type, id, `${place}.${isNegated ? 'NotPrincipal' : 'Principal'}`)
  }
}

function checkValues(statement: Statement, place: string): void {
  for (const { operator, key, values } of statement.conditions) {
    const rule = operatorRules.get(operator.name)
    const wrong = values.some((value) => rule?.isValue?.(value) === false)
    if (wrong) throw legacyParsingError(`${place}.Condition.${operator.name}.${key}`)
  }
}

function checkSids(statements: readonly Statement[], kind: PolicyKind): void {
  const seen = new Set<string>()
  for (const [i, { sid }] of statements.entries()) {
    const place = `Statement[${i}].Sid`
    if (sid === undefined || sid === '') continue
    if (kind !== 'resource' && !/^[0-9A-Za-z]*$/.test(sid))
      throw new MalformedPolicy(
        'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
        place,
      )
    if (seen.has(sid))
      throw new MalformedPolicy('Statement IDs (SID) in a single policy must be unique.', place)
    seen.add(sid)
  }
}

function checkPresence({ actions, resources }: Statement, place: string, kind: PolicyKind): void {
  if (actions.patterns.length === 0)
    throw new MalformedPolicy('Policy statement must contain actions.', place)
  if (kind === 'trust' || (resources && resources.patterns.length > 0)) return
  throw new MalformedPolicy(
    kind === 'resource'
      ? 'Missing required field Resource'
      : 'Policy statement must contain resources.',
    place,
  )
}

const PARTITION = /^(\*|aws(-[a-z]+)*)$/
const ARN_SEGMENTS = 6

function checkResources({ resources }: Statement, statementPlace: string): void {
  if (!resources) return
  const place = `${statementPlace}.${resources.isNegated ? 'NotResource' : 'Resource'}`
  for (const resource of resources.patterns) if (resource !== '*') checkArn(resource, place)
}

function checkArn(resource: string, place: string): void {
  const [scheme, partition, service, ...rest] = resource.split(':')
  if (partition === undefined)
    throw new MalformedPolicy(`Resource ${resource} must be in ARN format or "*".`, place)
  if (scheme !== 'arn' || !PARTITION.test(partition)) {
    const segments = ['arn', partition, service ?? '*', ...rest]
    while (segments.length < ARN_SEGMENTS) segments.push('*')
    throw new MalformedPolicy(
      `Partition "${partition}" is not valid for resource "${segments.join(':')}".`,
      place,
    )
  }
  const isShort = rest.length + 3 < ARN_SEGMENTS
  if (service === '' || (isShort && resource.includes('::'))) throw legacyParsingError(place)
  if (service === undefined || /[*?]/.test(service))
    throw new MalformedPolicy(
      'Resource vendor must be fully qualified and cannot contain regexes.',
      place,
    )
}

const VENDOR = /^[\w.-]+$/

function checkActions({ actions }: Statement, statementPlace: string, kind: PolicyKind): void {
  const place = `${statementPlace}.${actions.isNegated ? 'NotAction' : 'Action'}`
  for (const action of actions.patterns) {
    const [vendor = '', name, ...more] = action.split(':')
    if (kind === 'trust' && vendor.toLowerCase() !== 'sts')
      throw new MalformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.', place)
    if (action === '*') continue
    if (name === undefined)
      throw new MalformedPolicy(
        'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
        place,
      )
    if (more.length > 0)
      throw new MalformedPolicy('Actions/Condition can contain only one colon.', place)
    if (!VENDOR.test(vendor)) throw new MalformedPolicy(`Vendor ${vendor} is not valid`, place)
  }
}
