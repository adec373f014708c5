import type { ResourceReader } from '../ledger/resources.ts'
import { accounts } from './account.ts'
import { groupsOfUser } from './group.ts'
import { policyOfArn } from './attachable-policies.ts'
import { defaultDocument } from './managed-policy.ts'
import type { PolicyHolder } from './policy-holder.ts'
import type { Role } from './role.ts'
import type { User } from './user.ts'

/** A policy as evaluation sees it. */
export interface ApplicablePolicy {
  /** Absent for inline policies. */
  readonly arn?: string
  readonly name: string
  readonly document: string
}

/** Those of the user and of the groups it is in. */
export function policiesOfUser(resources: ResourceReader, user: User): ApplicablePolicy[] {
  return [user, ...groupsOfUser(resources, user)].flatMap((holder) =>
    policiesOfHolder(resources, holder),
  )
}

/** An account can let all its users change their own passwords, without a policy for anybody. */
export function policiesOfEveryUser(
  resources: ResourceReader,
  accountId: string,
): readonly ApplicablePolicy[] {
  return resources.get(accounts, accountId)?.passwordPolicy?.allowsUsersToChange ? OWN_PASSWORD : []
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
const OWN_PASSWORD: readonly ApplicablePolicy[] = [
  {
    name: 'AllowUsersToChangePassword',
    document: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'iam:ChangePassword',
          Resource: [
            'arn:aws:iam::*:user/${aws:username}',
            'arn:aws:iam::*:user/*/${aws:username}',
          ],
        },
        { Effect: 'Allow', Action: 'iam:GetAccountPasswordPolicy', Resource: '*' },
      ],
    }),
  },
]

export function policiesOfRole(resources: ResourceReader, role: Role): ApplicablePolicy[] {
  return policiesOfHolder(resources, role)
}

/** Inline policies first, then attached ones in their default versions. */
export function policiesOfHolder(
  resources: ResourceReader,
  { inlinePolicies, attachedPolicyArns }: PolicyHolder,
): ApplicablePolicy[] {
  return [...inlinePolicies, ...attachedPolicyArns.flatMap((arn) => managed(resources, arn) ?? [])]
}

/** Undefined when no boundary is set: then nothing bounds what the policies allow. */
export function boundaryOf(
  resources: ResourceReader,
  { permissionsBoundaryArn: arn }: Pick<User | Role, 'permissionsBoundaryArn'>,
): ApplicablePolicy | undefined {
  if (arn === undefined) return undefined
  // A boundary whose policy is gone allows nothing, rather than everything.
  return (
    managed(resources, arn) ?? { arn, name: arn.slice(arn.lastIndexOf('/') + 1), document: NOTHING }
  )
}

const NOTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', NotAction: '*', Resource: '*' }],
})

function managed(resources: ResourceReader, arn: string): ApplicablePolicy | undefined {
  const policy = policyOfArn(resources, arn)
  return policy && { arn, name: policy.policyName, document: defaultDocument(policy) }
}
