import { arnOf, type Principal } from './principals.ts'

export const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess'

/**
 * The text of the denial, or undefined when the principal may. Until policies are evaluated, the root user and users with
 * AdministratorAccess attached may do everything, and everybody else nothing.
 *
 * @param action `greengrass:CreateDeployment`
 * @param resourceArn absent for actions without resource types, and then not named in the text either
 */
export function denialOf(
  principal: Principal,
  action: string,
  resourceArn: string | undefined,
): string | undefined {
  if (principal.kind === 'root') return undefined
  if (principal.user.attachedPolicyArns.includes(ADMINISTRATOR_ACCESS)) return undefined
  const on = resourceArn === undefined ? '' : ` on resource: ${resourceArn}`
  return `User: ${arnOf(principal)} is not authorized to perform: ${action}${on} because no identity-based policy allows the ${action} action`
}
