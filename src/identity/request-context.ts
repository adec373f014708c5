import type { ContextLookup, ContextValue } from './policy/context.ts'
import { arnOf, type Principal, principalIdOf, sessionOf } from './principals.ts'
import { roleArn } from './role.ts'
import type { Tag } from './tag.ts'

/** What a request says about itself, for the conditions of policies. */
export interface RequestFacts {
  readonly principal: Principal
  readonly nowMs: number
  readonly region: string
  readonly sourceIp: string
  readonly isTls: boolean
  readonly userAgent: string | undefined
  readonly referer: string | undefined
  readonly resourceAccountId: string | undefined
  /** Asked for only when a condition needs them: they may have to be looked up. */
  readonly resourceTags: () => readonly Tag[]
  readonly requestTags: () => readonly Tag[]
  /** Of the tags that the request brings or takes away. */
  readonly requestTagKeys: () => readonly string[]
  /** The service's own keys, and global ones that only the operation knows. Names in any case. */
  readonly conditionKeys: () => Readonly<Record<string, ContextValue | undefined>>
}

export interface RequestContext {
  readonly lookup: ContextLookup
  /** What was asked for so far, and found. */
  readonly asked: () => Readonly<Record<string, ContextValue>>
}

/**
 * The context keys of a request, each worked out when it is first asked for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(facts: RequestFacts): RequestContext {
  const known = new Map<string, ContextValue | undefined>()
  let ownKeys: ReadonlyMap<string, ContextValue | undefined> | undefined
  const lookup = (key: string) => {
    if (known.has(key)) return known.get(key)
    ownKeys ??= new Map(
      Object.entries(facts.conditionKeys()).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const value = ownKeys.get(key) ?? globalKeys.get(key)?.(facts) ?? taggedValue(key, facts)
    known.set(key, value)
    return value
  }
  const asked = () =>
    Object.fromEntries(
      [...known].flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    )
  return { lookup, asked }
}

type KeyOf = (facts: RequestFacts) => ContextValue | undefined

const ofPrincipal: Readonly<Record<string, KeyOf>> = {
  'aws:principalarn': ({ principal }) =>
    principal.kind === 'role-session' ? roleArn(principal.role) : signedArnOf(principal),
  'aws:principalaccount': ({ principal }) =>
    isOfAccount(principal) ? principal.accountId : undefined,
  'aws:principaltype': ({ principal }) => principalTypes[principal.kind],
  'aws:userid': ({ principal }) => principalIdOf(principal),
  'aws:username': ({ principal }) =>
    principal.kind === 'user' ? principal.user.userName : undefined,
  'aws:principalisawsservice': ({ principal }) => String(principal.kind === 'service'),
  'aws:principalservicename': ({ principal }) =>
    principal.kind === 'service' ? principal.service : undefined,
  'aws:sourceaccount': ({ principal }) =>
    principal.kind === 'service' ? principal.accountId : undefined,
}

const ofSession: Readonly<Record<string, KeyOf>> = {
  // Long-term keys do not have the key at all, so that BoolIfExists lets them pass and Bool does not.
  'aws:multifactorauthpresent': ({ principal }) => {
    const session = sessionOf(principal)
    return session && String(session.mfaMs !== undefined)
  },
  'aws:multifactorauthage': ({ principal, nowMs }) => {
    const mfaMs = sessionOf(principal)?.mfaMs
    return mfaMs === undefined ? undefined : String(Math.floor((nowMs - mfaMs) / 1000))
  },
  'aws:tokenissuetime': ({ principal }) => {
    const session = sessionOf(principal)
    return session && isoSeconds(session.issuedMs)
  },
  'aws:sourceidentity': ({ principal }) => sessionOf(principal)?.sourceIdentity,
  'aws:federatedprovider': ({ principal }) => sessionOf(principal)?.federation?.federatedProvider,
}

const ofRequest: Readonly<Record<string, KeyOf>> = {
  'aws:sourceip': ({ sourceIp }) => sourceIp,
  'aws:securetransport': ({ isTls }) => String(isTls),
  'aws:currenttime': ({ nowMs }) => isoSeconds(nowMs),
  'aws:epochtime': ({ nowMs }) => String(Math.floor(nowMs / 1000)),
  'aws:useragent': ({ userAgent }) => userAgent,
  'aws:referer': ({ referer }) => referer,
  'aws:requestedregion': ({ region }) => region,
  'aws:viaawsservice': () => 'false',
  'aws:resourceaccount': ({ resourceAccountId }) => resourceAccountId,
  'aws:tagkeys': ({ requestTagKeys }) => {
    const keys = requestTagKeys()
    return keys.length > 0 ? keys : undefined
  },
}

const globalKeys: ReadonlyMap<string, KeyOf> = new Map(
  Object.entries({ ...ofPrincipal, ...ofSession, ...ofRequest }),
)

const principalTypes: Readonly<Record<Principal['kind'], string | undefined>> = {
  root: 'Account',
  user: 'User',
  'role-session': 'AssumedRole',
  'federated-user': 'FederatedUser',
  service: undefined,
  federated: undefined,
}

function signedArnOf(principal: Principal): string | undefined {
  return isOfAccount(principal) ? arnOf(principal) : undefined
}

function isOfAccount({ kind }: Principal): boolean {
  return kind !== 'federated' && kind !== 'service'
}

const TAGGED = /^(?:aws|iam):(principaltag|requesttag|resourcetag)\/(.+)$/s

/** Tag keys have no case in conditions, and come here in lower case. */
function taggedValue(key: string, facts: RequestFacts): string | undefined {
  const [, whose = '', tagKey] = TAGGED.exec(key) ?? []
  const tags = taggings.get(whose)?.(facts)
  return tags?.find(({ Key }) => Key.toLowerCase() === tagKey)?.Value
}

const taggings: ReadonlyMap<string, (facts: RequestFacts) => readonly Tag[]> = new Map([
  ['principaltag', ({ principal }) => principalTagsOf(principal)],
  ['requesttag', ({ requestTags }) => requestTags()],
  ['resourcetag', ({ resourceTags }) => resourceTags()],
])

/** Session tags come first: they stand in for tags of the same key on the user or role. */
export function principalTagsOf(principal: Principal): readonly Tag[] {
  const sessionTags = sessionOf(principal)?.tags ?? []
  switch (principal.kind) {
    case 'root':
    case 'service':
    case 'federated':
      return sessionTags
    case 'user':
      return [...sessionTags, ...principal.user.tags]
    case 'role-session':
      return [...sessionTags, ...principal.role.tags]
    case 'federated-user':
      return [...sessionTags, ...(principal.issuer?.tags ?? [])]
  }
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
