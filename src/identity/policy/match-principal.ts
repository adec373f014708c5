import { assert } from '../../base/assert.ts'
import { isAccountPrincipal, type PolicyPrincipal } from './policy-principal.ts'
import type { Effect, PrincipalEntry, Principals } from './policy.ts'

/**
 * How closely a statement names who asks. It decides what an Allow of a resource policy is worth in the same account:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Closeness = 0 | 1 | 2 | 3
export const NOT_NAMED = 0
/** By account: the account may pass the permission on through identity policies. */
export const BY_ACCOUNT = 1
/** By the role or user a session comes from: its boundary and session policies still limit it. */
export const BY_ISSUER = 2
/** By user or session, or as everybody: nothing else has to allow. */
export const IN_PERSON = 3

const ACCOUNT_ID = /^\d{12}$/
const ACCOUNT_ROOT = /^arn:aws[\w-]*:iam::(\d{12}):root$/

export type PrincipalTest = (principal: PolicyPrincipal, hasBoundary: boolean) => Closeness

export function compilePrincipals(
  { isNegated, entries }: Principals,
  effect: Effect,
): PrincipalTest {
  const isGrant = effect === 'Allow' && !isNegated
  const tests = entries.map((entry) => compileEntry(entry, isGrant))
  const closest = (principal: PolicyPrincipal): Closeness => {
    let closeness: Closeness = NOT_NAMED
    for (const test of tests) {
      const other = test(principal)
      if (other > closeness) closeness = other
    }
    return closeness
  }
  if (!isNegated) return closest
  if (effect === 'Allow') return (principal) => inPerson(closest(principal) === NOT_NAMED)
  // AWS: this always denies those who have a permissions boundary, whomever it names.
  return (principal, hasBoundary) =>
    inPerson(hasBoundary || !isSpared(principal, closest(principal)))
}

/** AWS asks for a user's account to be listed besides the user: that spares nobody of the account but its root user. */
function isSpared(principal: PolicyPrincipal, closeness: Closeness): boolean {
  const isOfAccount = isAccountPrincipal(principal) && principal.kind !== 'root'
  return closeness > (isOfAccount ? BY_ACCOUNT : NOT_NAMED)
}

function compileEntry(
  { type, id }: PrincipalEntry,
  isGrant: boolean,
): (principal: PolicyPrincipal) => Closeness {
  switch (type) {
    case 'AWS':
      return compileAws(id, isGrant)
    case 'Service':
      return (principal) =>
        inPerson(principal.kind === 'service' && (id === '*' || principal.service === id))
    case 'Federated':
      return (principal) =>
        inPerson(
          principal.kind === 'federated' && (id === '*' || principal.identityProvider === id),
        )
    case 'CanonicalUser':
      return (principal) =>
        isAccountPrincipal(principal) && principal.canonicalUserId === id ? BY_ACCOUNT : NOT_NAMED
  }
}

function compileAws(id: string, isGrant: boolean): (principal: PolicyPrincipal) => Closeness {
  // Observed: to allow everybody is not to allow those whom only an identity provider knows. To deny everybody is.
  if (id === '*') return (principal) => inPerson(!isGrant || principal.kind !== 'federated')
  const accountId = ACCOUNT_ID.test(id) ? id : ACCOUNT_ROOT.exec(id)?.[1]
  if (accountId !== undefined)
    return (principal) =>
      isAccountPrincipal(principal) && principal.accountId === accountId ? BY_ACCOUNT : NOT_NAMED
  return (principal) => {
    if (!isAccountPrincipal(principal)) return NOT_NAMED
    if (principal.arn === id) return IN_PERSON
    switch (principal.kind) {
      case 'root':
        return NOT_NAMED
      case 'user':
        return inPerson(principal.uniqueId === id)
      case 'role-session':
        if (principal.uniqueId === id) return IN_PERSON
        return principal.roleArn === id || roleIdOf(principal.uniqueId) === id
          ? BY_ISSUER
          : NOT_NAMED
      case 'federated-user':
        return principal.issuer?.arn === id || principal.issuer?.uniqueId === id
          ? BY_ISSUER
          : NOT_NAMED
    }
  }
}

function roleIdOf(uniqueId: string): string {
  const colon = uniqueId.indexOf(':')
  assert(colon > 0, `a role session's id has a role id and a session name, and ${uniqueId} has not`)
  return uniqueId.slice(0, colon)
}

function inPerson(isNamed: boolean): Closeness {
  return isNamed ? IN_PERSON : NOT_NAMED
}
