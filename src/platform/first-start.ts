import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { AccessKey } from '../identity/access-key.ts'
import { accounts } from '../identity/account.ts'
import type { AccountPlan } from '../identity/accounts-file.ts'
import { credentialsFile, firstAccounts } from '../identity/bootstrap.ts'
import { newSignInLink } from '../identity/sign-in-link.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { DataDirectory } from './data-directory.ts'
import { writeDurably } from './files.ts'

export interface FirstStart {
  /** The installation's first. */
  readonly account: string
  /** Of its first user, when the accounts were made now. */
  readonly newKeys?: AccessKey
  /** Signs that user in to the console. */
  readonly linkToken?: string
}

/**
 * Makes the accounts of an empty installation. Their keys are on disk before they are valid, so they are never lost.
 * Rejects when the installation is another account's.
 */
export async function firstStart(
  ledger: Ledger,
  { account, plans }: { readonly account?: string; readonly plans: readonly AccountPlan[] },
  { credentialsFile: file }: Pick<DataDirectory, 'credentialsFile'>,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<FirstStart> {
  const [existing] = ledger.resources.list(accounts)
  if (existing) {
    const { accountId } = existing
    if (account !== undefined && account !== accountId)
      throw new Error(`The data belongs to account ${accountId}, not to ${account}.`)
    return { account: accountId }
  }
  const { changes, profiles } = firstAccounts(plans, clock.now(), random)
  const newKeys = profiles[0]?.key
  // Where the first key is root's there is no user to sign in.
  const link =
    newKeys?.userId && newSignInLink(newKeys.accountId, newKeys.userId, { clock, random })
  await writeDurably(file, credentialsFile(profiles), 0o600)
  await ledger.commit({ events: [], changes: [...changes, ...(link ? link.changes : [])] })
  return {
    account: plans[0]?.id ?? '',
    ...(newKeys ? { newKeys } : {}),
    ...(link ? { linkToken: link.token } : {}),
  }
}
