import type { AccessRequest, DecidingKind, PolicyDenial } from './evaluate.ts'
import { isAccountPrincipal, type PolicyPrincipal } from './policy-principal.ts'

/**
 * AWS's words for a denial: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 *
 * @param resource what the resource is called there, where that is not its ARN
 */
export function denialText(
  request: AccessRequest,
  denial: PolicyDenial,
  resource: string | undefined = request.resourceArn,
): string {
  const { principal, action } = request
  // Before a role is assumed the caller of these has no ARN to be called by.
  if (principal.kind === 'federated') return `Not authorized to perform ${action}`
  const on = resource === undefined ? '' : ` on resource: ${resource}`
  const what = `User: ${nameOf(principal)} is not authorized to perform: ${action}${on}`
  // AWS gives no reason, so that nobody can tell a role that does not trust them from one that does not exist.
  return ROLE_ACTIONS.has(action) ? what : `${what} ${reasonOf(request, denial)}`
}

const ROLE_ACTIONS = new Set(['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'])

function nameOf(principal: Exclude<PolicyPrincipal, { kind: 'federated' }>): string {
  switch (principal.kind) {
    case 'service':
      return principal.service
    case 'anonymous':
      return 'anonymous'
    case 'root':
    case 'user':
    case 'role-session':
    case 'federated-user':
      return principal.arn
  }
}

const POLICIES: Readonly<Record<DecidingKind, string>> = {
  'service-control': 'service control policy',
  'resource-control': 'resource control policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
}

function reasonOf(request: AccessRequest, denial: PolicyDenial): string {
  const policy = POLICIES[denial.by]
  if (denial.how === 'implicit') return `because no ${policy} allows the ${request.action} action`
  const { principal, resourceAccountId } = request
  const isSameAccount =
    resourceAccountId === undefined ||
    (isAccountPrincipal(principal) && principal.accountId === resourceAccountId)
  const arn = isSameAccount && denial.policyArn !== undefined ? `: ${denial.policyArn}` : ''
  return `with an explicit deny in ${articleOf(denial.by)} ${policy}${arn}`
}

function articleOf(kind: DecidingKind): string {
  if (kind === 'trust') return 'the'
  return kind === 'identity' ? 'an' : 'a'
}
