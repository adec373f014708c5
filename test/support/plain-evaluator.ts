import type { AccessRequest, DecidingKind } from '../../src/identity/policy/evaluate.ts'
import type { PolicyPrincipal } from '../../src/identity/policy/policy-principal.ts'

/**
 * Policy evaluation without any compiling, read straight from the documents: slow, and short enough to be checked by eye
 * against AWS's pages. It knows what arbitrary-policies.ts writes, and no more.
 */
export interface PlainStatement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: { readonly AWS: string }
  readonly NotPrincipal?: { readonly AWS: string }
  readonly Action?: readonly string[]
  readonly NotAction?: readonly string[]
  readonly Resource?: readonly string[]
  readonly NotResource?: readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

export type PlainPolicies = Partial<Record<DecidingKind, readonly (readonly PlainStatement[])[]>>

export function plainDecision(request: AccessRequest, policies: PlainPolicies): string {
  const hasBoundary = policies.boundary !== undefined
  const applying = (kind: DecidingKind, effect: 'Allow' | 'Deny') =>
    (policies[kind] ?? [])
      .flat()
      .filter(({ Effect }) => Effect === effect)
      .filter((statement) => applies(statement, request, hasBoundary))
  const lacks = (kind: DecidingKind) =>
    (policies[kind] ?? []).length > 0 && applying(kind, 'Allow').length === 0

  for (const kind of KINDS) if (applying(kind, 'Deny').length > 0) return `explicit ${kind}`
  if (lacks('service-control')) return 'implicit service-control'
  if (lacks('resource-control')) return 'implicit resource-control'

  const { principal } = request
  if (!('accountId' in principal)) throw new Error('only callers of an account are written')
  const isForeign = (request.resourceAccountId ?? principal.accountId) !== principal.accountId
  const grants = applying('resource', 'Allow').map((each) => closenessOf(each, principal))
  if (grants.length === 0 && isForeign) return 'implicit resource'
  if (principal.kind === 'root') return 'allowed'
  if (!isForeign && grants.includes('in person')) return 'allowed'

  const isGrantedToIssuer = !isForeign && grants.includes('issuer')
  const isAllowedAtHome = applying('identity', 'Allow').length > 0
  if (!isGrantedToIssuer && !isAllowedAtHome) return 'implicit identity'
  if (lacks('boundary')) return 'implicit boundary'
  const isWithoutSessionPolicy = (policies.session ?? []).length === 0
  if (principal.kind === 'federated-user' && isWithoutSessionPolicy) return 'implicit session'
  return lacks('session') ? 'implicit session' : 'allowed'
}

const KINDS: readonly DecidingKind[] = [
  'service-control',
  'resource-control',
  'resource',
  'identity',
  'boundary',
  'session',
]

function applies(statement: PlainStatement, request: AccessRequest, hasBoundary: boolean): boolean {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement
  const { principal, action, resourceArn = '*' } = request
  const isAction = (pattern: string) => regex(pattern.toLowerCase()).test(action.toLowerCase())
  const isResource = (pattern: string) => resourceRegex(pattern).test(resourceArn)
  if (Principal && closenessTo(Principal.AWS, principal) === undefined) return false
  if (NotPrincipal) {
    const named = closenessTo(NotPrincipal.AWS, principal)
    const isDeny = statement.Effect === 'Deny'
    const isOnlyByAccount = named === 'account' && principal.kind !== 'root'
    const isSpared = named !== undefined && !(isDeny && (hasBoundary || isOnlyByAccount))
    if (isSpared) return false
  }
  if (Action && !Action.some(isAction)) return false
  if (NotAction?.some(isAction)) return false
  if (Resource && !Resource.some(isResource)) return false
  if (NotResource?.some(isResource)) return false
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, values, request.context(key))),
  )
}

type PlainCloseness = 'in person' | 'issuer' | 'account' | undefined

function closenessOf(statement: PlainStatement, principal: PolicyPrincipal): PlainCloseness {
  if (statement.NotPrincipal) return 'in person'
  return statement.Principal && closenessTo(statement.Principal.AWS, principal)
}

function closenessTo(id: string, principal: PolicyPrincipal): PlainCloseness {
  if (!('accountId' in principal)) return undefined
  if (id === '*' || id === principal.arn) return 'in person'
  if (id === principal.accountId) return 'account'
  if (principal.kind === 'role-session' && id === principal.roleArn) return 'issuer'
  if (principal.kind === 'federated-user' && id === principal.issuer?.arn) return 'issuer'
  return undefined
}

function holds(
  operator: string,
  policyValues: readonly string[],
  found: string | readonly string[] | undefined,
): boolean {
  const [, set = '', name = '', ifExists] =
    /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  const values = found === undefined ? [] : [found].flat()
  if (name === 'Null') return policyValues.includes(String(values.length === 0))
  const isNegated = name.includes('Not')
  if (values.length === 0) {
    if (ifExists) return true
    return set === '' ? isNegated : set === 'ForAllValues:'
  }
  const matches = (value: string) => policyValues.some((each) => compare(name, each, value))
  if (set === 'ForAllValues:') return values.every((value) => matches(value) !== isNegated)
  if (set === 'ForAnyValue:') return values.some((value) => matches(value) !== isNegated)
  return isNegated ? !values.some(matches) : values.some(matches)
}

function compare(name: string, policyValue: string, value: string): boolean {
  switch (name) {
    case 'StringEquals':
    case 'StringNotEquals':
      return policyValue === value
    case 'StringLike':
    case 'StringNotLike':
      return regex(policyValue).test(value)
    case 'NumericLessThan':
      return Number(value) < Number(policyValue)
    default:
      throw new Error(`no plain ${name}`)
  }
}

function regex(pattern: string): RegExp {
  return new RegExp(`^${escaped(pattern).replaceAll('*', '.*').replaceAll('?', '.')}$`, 's')
}

/** A star at the end of a segment, or behind the fifth colon, reaches over colons. */
function resourceRegex(pattern: string): RegExp {
  const source = escaped(pattern).replaceAll('?', '.')
  const reaching = source.replaceAll('*', (star, at: number) => {
    const isLast = at === source.length - 1 || source[at + 1] === ':'
    const colons = source.slice(0, at).split(':').length - 1
    return isLast || colons >= 5 ? `.${star}` : `[^:]${star}`
  })
  return new RegExp(`^${reaching}$`, 's')
}

function escaped(text: string): string {
  return text.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
}
