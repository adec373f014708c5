import type { ResourceReader } from '../ledger/resources.ts'
import { accounts } from './account.ts'
import { type JsonObject, objectOf } from './policy/json-values.ts'
import { invalidPrincipal } from './policy/malformed-policy.ts'
import { roleArn, roleOfArn, roleOfId } from './role.ts'
import { userArn, userOfArn, userOfId } from './user.ts'

/**
 * A policy that names a user or a role means that one and no later namesake. So it is kept with their ids, which are never
 * given again, and shown with the names that they have by then.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

/** A policy of IAM's grammar as it is kept. Throws `MalformedPolicy` for a principal that does not exist. */
export function withPrincipalIds(document: string, resources: ResourceReader): string {
  return withPrincipals(document, (named) => idOf(named, resources))
}

/** A policy that is kept as it is shown: who is gone by now keeps the id. */
export function withPrincipalArns(document: string, resources: ResourceReader): string {
  if (!/"A(?:ID|RO)A/.test(document)) return document
  return withPrincipals(document, (named) => arnOfId(named, resources) ?? named)
}

/** Rewritten without its white space, and only where a name changes. */
export function withPrincipals(document: string, nameOf: (named: string) => string): string {
  const policy = objectOf(JSON.parse(document))
  const renamed = JSON.stringify({
    ...policy,
    Statement: each(policy['Statement'], (statement) => statementWith(statement, nameOf)),
  })
  return renamed === JSON.stringify(policy) ? document : renamed
}

function statementWith(statement: unknown, nameOf: (named: string) => string): JsonObject {
  const written = objectOf(statement)
  const element = written['Principal'] === undefined ? 'NotPrincipal' : 'Principal'
  const principals = written[element]
  if (typeof principals !== 'object' || principals === null || !('AWS' in principals))
    return written
  const AWS = each(principals.AWS, (named) => nameOf(String(named)))
  return { ...written, [element]: { ...principals, AWS } }
}

/** AWS writes a list of one without its brackets. */
function each(value: unknown, change: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(change) : change(value)
}

const ARN_OF_ENTITY = /^arn:aws[\w-]*:iam::(\d{12}):(?:user|role)\//
const UNIQUE_ID = /^A(?:ID|RO)A[A-Z0-9]+$/

/** Who is in an account that is not here may exist, for all that anybody knows. */
function idOf(named: string, resources: ResourceReader): string {
  const [, accountId] = ARN_OF_ENTITY.exec(named) ?? []
  if (accountId !== undefined) {
    const id = userOfArn(resources, named)?.userId ?? roleOfArn(resources, named)?.roleId
    if (id === undefined && resources.get(accounts, accountId)) throw invalidPrincipal('AWS', named)
    return id ?? named
  }
  const isUnknown = UNIQUE_ID.test(named) && arnOfId(named, resources) === undefined
  if (isUnknown) throw invalidPrincipal('AWS', named)
  return named
}

function arnOfId(id: string, resources: ResourceReader): string | undefined {
  const user = userOfId(resources, id)
  if (user) return userArn(user)
  const role = roleOfId(resources, id)
  return role && roleArn(role)
}
