import type { DeleteAccountAliasRequest } from '@aws-sdk/client-iam'
import { accountOf, accounts } from '../../../identity/account.ts'
import type { Command } from '../../operation.ts'
import { noSuchEntity } from '../errors.ts'

export const deleteAccountAlias: Command<DeleteAccountAliasRequest, undefined> = {
  kind: 'command',
  run({ AccountAlias = '' }, { resources, accountId, nowMs }) {
    const { alias, ...account } = accountOf(resources, accountId, nowMs)
    if (alias !== AccountAlias)
      throw noSuchEntity(`The account alias ${AccountAlias} cannot be found.`)
    return { output: undefined, changes: [accounts.put(accountId, account)] }
  },
}
