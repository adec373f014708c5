import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'

export interface Account {
  readonly accountId: string
  readonly createdAt: string
  /** Absent until one is made; unique among the accounts of the installation. */
  readonly alias?: string
  readonly passwordPolicy?: PasswordPolicy
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html */
export interface PasswordPolicy {
  readonly minimumLength: number
  readonly requiresSymbols: boolean
  readonly requiresNumbers: boolean
  readonly requiresUppercase: boolean
  readonly requiresLowercase: boolean
  readonly allowsUsersToChange: boolean
  readonly maxAgeDays?: number
  /** How many of a user's last passwords may not come back. */
  readonly reusePrevention?: number
  readonly hardExpiry?: boolean
}

export const accounts = collection<Account>('identity/account')

export const accountsOfAlias: Index<Account> = { of: accounts, keyOf: ({ alias }) => alias }

/** Accounts other than the first come into being with what is first made in them. */
export function accountOf(resources: ResourceReader, accountId: string, nowMs: number): Account {
  return (
    resources.get(accounts, accountId) ?? { accountId, createdAt: new Date(nowMs).toISOString() }
  )
}
