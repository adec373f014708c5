import type { ServiceError } from '../../wire/service-error.ts'
import { accounts, type PasswordPolicy } from '../../identity/account.ts'
import type { Call } from '../operation.ts'
import { iamError } from './errors.ts'

/** Whose password it is, and what is known of their account. */
type Owner = Pick<Call, 'resources' | 'accountId'>

const LENGTH_MIN_DEFAULT = 8

/** Without a policy of its own, an account asks for three of these four. */
const KINDS_MIN_DEFAULT = 3
const lowercase = /[a-z]/
const uppercase = /[A-Z]/
const digit = /[0-9]/
const symbol = /[!@#$%^&*()_+\-=[\]{}|']/

export function passwordPolicyOf({ resources, accountId }: Owner): PasswordPolicy | undefined {
  return resources.get(accounts, accountId)?.passwordPolicy
}

/** Throws PasswordPolicyViolation. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
export function checkPassword(password: string, owner: Owner): void {
  const policy = passwordPolicyOf(owner)
  if (policy ? !satisfies(password, policy) : !satisfiesDefault(password, owner)) throw violation()
}

export function violation(): ServiceError {
  return iamError(
    'PasswordPolicyViolationException',
    'Password does not conform to the account password policy.',
  )
}

function satisfies(password: string, policy: PasswordPolicy): boolean {
  return (
    password.length >= policy.minimumLength &&
    (!policy.requiresLowercase || lowercase.test(password)) &&
    (!policy.requiresUppercase || uppercase.test(password)) &&
    (!policy.requiresNumbers || digit.test(password)) &&
    (!policy.requiresSymbols || symbol.test(password))
  )
}

function satisfiesDefault(password: string, { resources, accountId }: Owner): boolean {
  const kinds = [lowercase, uppercase, digit, symbol].filter((kind) => kind.test(password))
  const names = [accountId, resources.get(accounts, accountId)?.alias]
  return (
    password.length >= LENGTH_MIN_DEFAULT &&
    kinds.length >= KINDS_MIN_DEFAULT &&
    !names.includes(password)
  )
}
