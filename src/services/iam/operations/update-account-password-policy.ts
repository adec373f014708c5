import type { UpdateAccountPasswordPolicyRequest } from '@aws-sdk/client-iam'
import { accountOf, accounts, type PasswordPolicy } from '../../../identity/account.ts'
import type { Command } from '../../operation.ts'

/** What is not given goes back to its default: nothing of the policy before stays. */
export const updateAccountPasswordPolicy: Command<UpdateAccountPasswordPolicyRequest, undefined> = {
  kind: 'command',
  run(input, { resources, accountId, nowMs }) {
    const { MaxPasswordAge, PasswordReusePrevention, HardExpiry } = input
    const passwordPolicy: PasswordPolicy = {
      minimumLength: input.MinimumPasswordLength ?? 6,
      requiresSymbols: input.RequireSymbols ?? false,
      requiresNumbers: input.RequireNumbers ?? false,
      requiresUppercase: input.RequireUppercaseCharacters ?? false,
      requiresLowercase: input.RequireLowercaseCharacters ?? false,
      allowsUsersToChange: input.AllowUsersToChangePassword ?? false,
      ...(MaxPasswordAge === undefined ? {} : { maxAgeDays: MaxPasswordAge }),
      ...(PasswordReusePrevention === undefined
        ? {}
        : { reusePrevention: PasswordReusePrevention }),
      ...(HardExpiry === undefined ? {} : { hardExpiry: HardExpiry }),
    }
    const account = { ...accountOf(resources, accountId, nowMs), passwordPolicy }
    return { output: undefined, changes: [accounts.put(accountId, account)] }
  },
}
