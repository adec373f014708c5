import { assert } from '../base/assert.ts'
import type { Random } from '../base/random.ts'
import type { ResourceChange } from '../ledger/resources.ts'
import { type AccessKey, putAccessKey } from './access-key.ts'
import { accounts } from './account.ts'
import { type AccountPlan, plannedPolicyArn } from './accounts-file.ts'
import { putGroup } from './group.ts'
import { newAccessKeyId, newSecretAccessKey, newUniqueId } from './identifiers.ts'
import { putPolicy } from './managed-policy.ts'
import type { PolicyHolder } from './policy-holder.ts'
import { withPrincipals } from './policy-principals.ts'
import { putRole, roleArn, SESSION_SECONDS_DEFAULT } from './role.ts'
import type { Tag } from './tag.ts'
import { newUser, putUser, userArn } from './user.ts'

/** What an installation starts with unless it is told otherwise: one account, and in it an administrator. */
export function defaultPlan(accountId: string): readonly AccountPlan[] {
  const admin = {
    name: 'admin',
    path: '/',
    policies: ['AdministratorAccess'],
    inlinePolicies: {},
    tags: {},
    groups: [],
    accessKeys: 1,
  }
  return [{ id: accountId, policies: [], groups: [], users: [admin], roles: [] }]
}

/** A key and its name in the credentials file. */
export interface Profile {
  readonly name: string
  readonly key: AccessKey
}

export interface FirstAccounts {
  readonly changes: readonly ResourceChange[]
  /**
   * `default` is the first user of the first account, `root` that account's root user; everybody's are there under
   * `<user>@<account>` too, when there is more than one account or user.
   */
  readonly profiles: readonly Profile[]
}

/** Everything the plans say, made at once. Every account gets a key for its root user. */
export function firstAccounts(
  plans: readonly AccountPlan[],
  nowMs: number,
  random: Random,
): FirstAccounts {
  const ids = idsOf(plans, random)
  const made = plans.map((plan) => new AccountMaker(plan, ids, nowMs, random).make())
  const all = made.flatMap(({ profiles }) => profiles)
  const [first] = made
  const root = first?.profiles.find(({ name }) => name.startsWith('root@'))
  const user = first?.profiles.find(({ name }) => !name.startsWith('root@'))
  const isPlain = all.length <= 2
  return {
    changes: made.flatMap(({ changes }) => changes),
    profiles: [
      ...(user ? [{ name: 'default', key: user.key }] : []),
      ...(root ? [{ name: 'root', key: root.key }] : []),
      ...(isPlain ? [] : all),
    ],
  }
}

/** The ids of all users and roles by their ARNs, made first because roles trust each other, also across accounts. */
function idsOf(plans: readonly AccountPlan[], random: Random): ReadonlyMap<string, string> {
  return new Map(
    plans.flatMap(({ id: accountId, users, roles }) => [
      ...users.map(({ name: userName, path }) => {
        const arn = userArn({ accountId, path, userName })
        return [arn, newUniqueId('AIDA', accountId, random)] as const
      }),
      ...roles.map(({ name: roleName, path }) => {
        const arn = roleArn({ accountId, path, roleName })
        return [arn, newUniqueId('AROA', accountId, random)] as const
      }),
    ]),
  )
}

/** AWS's shared-credentials format: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
export function credentialsFile(profiles: readonly Profile[]): string {
  return profiles
    .map(
      ({ name, key }) =>
        `[${name}]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`,
    )
    .join('\n')
}

/** Makes what one plan says: it holds what every part of an account needs. */
class AccountMaker {
  readonly #plan: AccountPlan
  readonly #ids: ReadonlyMap<string, string>
  readonly #random: Random
  readonly #createdAt: string
  readonly #groupIds = new Map<string, string>()
  readonly #profiles: Profile[] = []

  constructor(plan: AccountPlan, ids: ReadonlyMap<string, string>, nowMs: number, random: Random) {
    this.#plan = plan
    this.#ids = ids
    this.#random = random
    this.#createdAt = new Date(nowMs).toISOString()
  }

  make(): FirstAccounts {
    const { id, alias } = this.#plan
    const account = { accountId: id, createdAt: this.#createdAt, ...(alias ? { alias } : {}) }
    const changes = [
      accounts.put(id, account),
      ...this.#newKey('root'),
      ...this.#policies(),
      ...this.#groups(),
      ...this.#users(),
      ...this.#roles(),
    ]
    return { changes, profiles: this.#profiles }
  }

  #policies(): ResourceChange[] {
    return this.#plan.policies.map(({ name, path, document }) =>
      putPolicy({
        policyId: this.#newId('ANPA'),
        policyName: name,
        accountId: this.#plan.id,
        path,
        tags: [],
        createdAt: this.#createdAt,
        updatedAt: this.#createdAt,
        versions: [{ versionId: 'v1', document, createdAt: this.#createdAt }],
        defaultVersionId: 'v1',
        nextVersion: 2,
      }),
    )
  }

  #groups(): ResourceChange[] {
    return this.#plan.groups.map((group) => {
      const groupId = this.#newId('AGPA')
      this.#groupIds.set(group.name, groupId)
      return putGroup({
        groupId,
        groupName: group.name,
        accountId: this.#plan.id,
        path: group.path,
        createdAt: this.#createdAt,
        ...this.#held(group),
      })
    })
  }

  #users(): ResourceChange[] {
    return this.#plan.users.flatMap((user) => {
      const named = { userName: user.name, accountId: this.#plan.id, path: user.path }
      const userId = this.#idOf(userArn(named))
      const identity = { ...named, userId, createdAt: this.#createdAt }
      return [
        putUser({
          ...newUser(identity),
          ...this.#held(user),
          ...this.#limits(user),
          groupIds: user.groups.flatMap((name) => this.#groupIds.get(name) ?? []),
        }),
        ...Array.from({ length: user.accessKeys }).flatMap(() => this.#newKey(user.name, userId)),
      ]
    })
  }

  #roles(): ResourceChange[] {
    return this.#plan.roles.map((role) => {
      const named = { roleName: role.name, accountId: this.#plan.id, path: role.path }
      return putRole({
        ...named,
        roleId: this.#idOf(roleArn(named)),
        trustPolicy: withPrincipals(
          role.trust,
          (principal) => this.#ids.get(principal) ?? principal,
        ),
        ...(role.description === undefined ? {} : { description: role.description }),
        maxSessionSeconds: role.maxSessionDuration ?? SESSION_SECONDS_DEFAULT,
        createdAt: this.#createdAt,
        ...this.#held(role),
        ...this.#limits(role),
      })
    })
  }

  #idOf(arn: string): string {
    const id = this.#ids.get(arn)
    assert(id !== undefined, `every planned user and role has an id, and ${arn} has none`)
    return id
  }

  #held(holder: {
    readonly policies: readonly string[]
    readonly inlinePolicies: Readonly<Record<string, string>>
  }): PolicyHolder {
    return {
      attachedPolicyArns: holder.policies.flatMap((name) => this.#arnOf(name)),
      inlinePolicies: Object.entries(holder.inlinePolicies).map(([name, document]) => ({
        name,
        document,
      })),
    }
  }

  #limits(limited: {
    readonly tags: Readonly<Record<string, string>>
    readonly permissionsBoundary?: string | undefined
  }): { readonly tags: readonly Tag[]; readonly permissionsBoundaryArn?: string } {
    const [permissionsBoundaryArn] = this.#arnOf(limited.permissionsBoundary)
    return {
      tags: Object.entries(limited.tags).map(([Key, Value]) => ({ Key, Value })),
      ...(permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn }),
    }
  }

  #arnOf(named: string | undefined): string[] {
    const arn = named === undefined ? undefined : plannedPolicyArn(this.#plan, named)
    return arn === undefined ? [] : [arn]
  }

  #newKey(owner: string, userId?: string): ResourceChange[] {
    const key: AccessKey = {
      accessKeyId: newAccessKeyId(this.#plan.id, this.#random),
      secretAccessKey: newSecretAccessKey(this.#random),
      accountId: this.#plan.id,
      ...(userId === undefined ? {} : { userId }),
      status: 'Active',
      createdAt: this.#createdAt,
    }
    const earlier = this.#profiles.filter(({ key: { userId: id } }) => id === userId).length
    const name = `${owner}@${this.#plan.id}${earlier > 0 ? `-${earlier + 1}` : ''}`
    this.#profiles.push({ name, key })
    return [putAccessKey(key)]
  }

  #newId(prefix: 'AGPA' | 'ANPA'): string {
    return newUniqueId(prefix, this.#plan.id, this.#random)
  }
}
