import { expect, test } from 'vitest'
import { systemRandom } from '../platform/system.ts'
import { readAccountsFile } from './accounts-file.ts'
import { firstAccounts } from './bootstrap.ts'
import type { Role } from './role.ts'
import type { User } from './user.ts'

const text = `
accounts:
  - id: "111122223333"
    roles:
      - name: Deployer
        trust:
          Version: "2012-10-17"
          Statement:
            Effect: Allow
            Principal: {AWS: ["arn:aws:iam::444455556666:user/eng/bob", "arn:aws:iam::111122223333:role/Deployer", "111122223333"]}
            Action: sts:AssumeRole
  - id: "444455556666"
    users: [{name: bob, path: /eng/}]
`

test('roles trust the users and roles that the file names by their ids, wherever they stand', () => {
  const read = readAccountsFile(text)
  if (read.kind === 'faults') throw new Error(read.faults.join('\n'))
  const { changes } = firstAccounts(read.accounts, 0, systemRandom)
  const made = changes.map((change) => ('value' in change ? change.value : undefined))
  const role = made.find((value) => (value as Role | undefined)?.roleName === 'Deployer') as Role
  const bob = made.find((value) => (value as User | undefined)?.userName === 'bob') as User
  expect(JSON.parse(role.trustPolicy)).toMatchObject({
    Statement: { Principal: { AWS: [bob.userId, role.roleId, '111122223333'] } },
  })
})
