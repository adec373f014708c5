import { accountOf, accounts } from '../../../identity/account.ts'
import type { Command } from '../../operation.ts'
import { noSuchEntity } from '../errors.ts'

type NoInput = Readonly<Record<string, never>>

export const deleteAccountPasswordPolicy: Command<NoInput, undefined> = {
  kind: 'command',
  run(_input, { resources, accountId, nowMs }) {
    const { passwordPolicy, ...account } = accountOf(resources, accountId, nowMs)
    if (!passwordPolicy)
      throw noSuchEntity(`The account policy with name PasswordPolicy cannot be found.`)
    return { output: undefined, changes: [accounts.put(accountId, account)] }
  },
}
