import type { Random } from '../base/random.ts'
import type { ResourceChange } from '../ledger/resources.ts'
import { ADMINISTRATOR_ACCESS } from './aws-managed-policies.ts'
import { type AccessKey, putAccessKey } from './access-key.ts'
import { accounts } from './account.ts'
import { newAccessKeyId, newSecretAccessKey, newUniqueId } from './identifiers.ts'
import { newUser, putUser } from './user.ts'

export interface FirstAccount {
  readonly changes: readonly ResourceChange[]
  readonly admin: AccessKey & { readonly userId: string }
  readonly root: AccessKey
}

/** What an empty installation starts with: one account, its root user with a key, and an administrator with a key. */
export function firstAccount(accountId: string, nowMs: number, random: Random): FirstAccount {
  const createdAt = new Date(nowMs).toISOString()
  const newKey = (): AccessKey => ({
    accessKeyId: newAccessKeyId(accountId, random),
    secretAccessKey: newSecretAccessKey(random),
    accountId,
    status: 'Active',
    createdAt,
  })
  const root = newKey()
  const userId = newUniqueId('AIDA', accountId, random)
  const admin = { ...newKey(), userId }
  const user = {
    ...newUser({ userId, userName: 'admin', accountId, path: '/', createdAt }),
    attachedPolicyArns: [ADMINISTRATOR_ACCESS],
  }
  const changes = [
    accounts.put(accountId, { accountId, createdAt }),
    putUser(user),
    putAccessKey(admin),
    putAccessKey(root),
  ]
  return { changes, admin, root }
}

/** AWS's shared-credentials format: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
export function credentialsFile(admin: AccessKey, root: AccessKey): string {
  const profile = (name: string, key: AccessKey) =>
    `[${name}]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`
  return `${profile('default', admin)}\n${profile('root', root)}`
}
