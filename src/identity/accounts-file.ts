import { z } from 'zod'
import { type Faults, readYaml } from '../base/yaml-file.ts'
import { awsManagedPolicies } from './aws-managed-policies.ts'
import { policyArn } from './managed-policy.ts'
import { MalformedPolicy } from './policy/malformed-policy.ts'
import { parsePolicy } from './policy/parse-policy.ts'
import type { PolicyKind } from './policy/policy.ts'

/**
 * The accounts that an installation starts with, as a YAML file tells them: `--accounts FILE`. Names, paths and documents are
 * IAM's; a policy is named by its name (the account's own first, then AWS's) or by its ARN.
 */
export type AccountPlan = z.infer<typeof accountSchema>

export type AccountsFileResult =
  | { readonly kind: 'accounts'; readonly accounts: readonly AccountPlan[] }
  | Faults

const KEYS_PER_USER_MAX = 2
const PATH = /^\/(?:[!-~]+\/)?$/

const name = z.string().regex(/^[\w+=,.@-]{1,64}$/, 'is not a name that IAM takes')
const path = z.string().max(512).regex(PATH, 'is not a path, such as /eng/').default('/')
/** JSON text, or the same written as YAML. */
const document = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .transform((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
const tags = z.record(z.string().min(1).max(128), z.coerce.string().max(256)).default({})
const holder = {
  path,
  policies: z.array(z.string()).default([]),
  inlinePolicies: z.record(z.string(), document).default({}),
}
const limited = { tags, permissionsBoundary: z.string().optional() }

const userSchema = z.strictObject({
  name,
  ...holder,
  ...limited,
  groups: z.array(z.string()).default([]),
  /** How many to make; they are written to the credentials file. */
  accessKeys: z.int().min(0).max(KEYS_PER_USER_MAX).default(1),
})

const roleSchema = z.strictObject({
  name,
  ...holder,
  ...limited,
  trust: document,
  description: z.string().max(1000).optional(),
  maxSessionDuration: z.int().min(3600).max(43_200).optional(),
})

const accountSchema = z.strictObject({
  id: z.coerce.string().regex(/^\d{12}$/, 'is not a 12-digit account id'),
  alias: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/, 'is not an alias that IAM takes')
    .optional(),
  policies: z.array(z.strictObject({ name, path, document })).default([]),
  groups: z.array(z.strictObject({ name, ...holder })).default([]),
  users: z.array(userSchema).default([]),
  roles: z.array(roleSchema).default([]),
})

const fileSchema = z.strictObject({ accounts: z.array(accountSchema).min(1) })

/** Checks the file as a whole and names every fault at once, each with its place. */
export function readAccountsFile(text: string): AccountsFileResult {
  const read = readYaml(text, fileSchema)
  if (read.kind === 'faults') return read
  const { accounts } = read.content
  const faults = [
    ...repeated(accounts, 'accounts', ({ id }) => id),
    ...repeated(accounts, 'accounts', ({ alias }) => alias),
    ...accounts.flatMap((account, i) => faultsOf(account, `accounts[${i}]`)),
  ]
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'accounts', accounts }
}

/** The ARN of a policy that a plan names by name or ARN; undefined when there is none. */
export function plannedPolicyArn(account: AccountPlan, named: string): string | undefined {
  const own = account.policies.map((policy) =>
    policyArn({ accountId: account.id, path: policy.path, policyName: policy.name }),
  )
  return [...own, ...awsManagedPolicies.keys()].find(
    (arn) => arn === named || arn.slice(arn.lastIndexOf('/') + 1) === named,
  )
}

/** What the shape alone does not tell: names that clash or lead nowhere, documents that are no policies. */
function faultsOf(account: AccountPlan, at: string): string[] {
  const { policies, groups, users, roles } = account
  const groupNames = new Set(groups.map((group) => group.name))
  return [
    ...repeated(policies, `${at}.policies`, lowerName),
    ...repeated(groups, `${at}.groups`, lowerName),
    ...repeated(users, `${at}.users`, lowerName),
    ...repeated(roles, `${at}.roles`, lowerName),
    ...policies.flatMap((policy, i) =>
      documentFaults(policy.document, 'identity', `${at}.policies[${i}].document`),
    ),
    ...groups.flatMap((group, i) => holderFaults(account, group, `${at}.groups[${i}]`)),
    ...users.flatMap((user, i) => [
      ...holderFaults(account, user, `${at}.users[${i}]`),
      ...user.groups.flatMap((group, j) =>
        groupNames.has(group) ? [] : [`${at}.users[${i}].groups[${j}]: there is no group ${group}`],
      ),
    ]),
    ...roles.flatMap((role, i) => [
      ...holderFaults(account, role, `${at}.roles[${i}]`),
      ...documentFaults(role.trust, 'trust', `${at}.roles[${i}].trust`),
    ]),
  ]
}

interface HolderPlan {
  readonly policies: readonly string[]
  readonly inlinePolicies: Readonly<Record<string, string>>
  readonly permissionsBoundary?: string | undefined
}

function holderFaults(account: AccountPlan, holder: HolderPlan, at: string): string[] {
  const named: [policy: string, place: string][] = holder.policies.map((policy, i) => [
    policy,
    `${at}.policies[${i}]`,
  ])
  const { permissionsBoundary: boundary } = holder
  if (boundary !== undefined) named.push([boundary, `${at}.permissionsBoundary`])
  return [
    ...named.flatMap(([policy, place]) =>
      plannedPolicyArn(account, policy) ? [] : [`${place}: there is no policy ${policy}`],
    ),
    ...Object.entries(holder.inlinePolicies).flatMap(([policyName, text]) =>
      documentFaults(text, 'identity', `${at}.inlinePolicies.${policyName}`),
    ),
  ]
}

function documentFaults(text: string, kind: PolicyKind, at: string): string[] {
  try {
    parsePolicy(text, kind)
    return []
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error
    return [`${at}: ${error.message}${error.place === undefined ? '' : ` (${error.place})`}`]
  }
}

function repeated<Item>(
  items: readonly Item[],
  at: string,
  keyOf: (item: Item) => string | undefined,
): string[] {
  const seen = new Set<string>()
  return items.flatMap((item, i) => {
    const key = keyOf(item)
    if (key === undefined) return []
    const isRepeated = seen.has(key)
    seen.add(key)
    return isRepeated ? [`${at}[${i}]: there are two of ${key}`] : []
  })
}

function lowerName(named: { readonly name: string }): string {
  return named.name.toLowerCase()
}
