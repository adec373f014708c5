import type { GetAccountPasswordPolicyResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { noSuchEntity } from '../errors.ts'
import { passwordPolicyOf } from '../password-rules.ts'

type NoInput = Readonly<Record<string, never>>

export const getAccountPasswordPolicy: Query<NoInput, GetAccountPasswordPolicyResponse> = {
  kind: 'query',
  run(_input, call) {
    const policy = passwordPolicyOf(call)
    if (!policy)
      throw noSuchEntity(`The Password Policy with domain name ${call.accountId} cannot be found.`)
    return {
      PasswordPolicy: {
        MinimumPasswordLength: policy.minimumLength,
        RequireSymbols: policy.requiresSymbols,
        RequireNumbers: policy.requiresNumbers,
        RequireUppercaseCharacters: policy.requiresUppercase,
        RequireLowercaseCharacters: policy.requiresLowercase,
        AllowUsersToChangePassword: policy.allowsUsersToChange,
        ExpirePasswords: policy.maxAgeDays !== undefined,
        MaxPasswordAge: policy.maxAgeDays,
        PasswordReusePrevention: policy.reusePrevention,
        HardExpiry: policy.hardExpiry,
      },
    }
  },
}
