import type { CreateAccountAliasRequest } from '@aws-sdk/client-iam'
import { accountOf, accounts, accountsOfAlias } from '../../../identity/account.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, validationError } from '../errors.ts'

/** An account has one alias: another one takes its place. */
export const createAccountAlias: Command<CreateAccountAliasRequest, undefined> = {
  kind: 'command',
  run({ AccountAlias: alias = '' }, { resources, accountId, nowMs }) {
    if (/^\d{12}$/.test(alias))
      throw validationError('An account alias cannot be a number of 12 digits.')
    const [holder] = resources.find(accountsOfAlias, alias)
    if (holder) throw alreadyExists(`The account alias ${alias} already exists.`)
    const account = { ...accountOf(resources, accountId, nowMs), alias }
    return { output: undefined, changes: [accounts.put(accountId, account)] }
  },
}
