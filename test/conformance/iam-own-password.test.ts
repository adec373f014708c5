import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  GetAccountPasswordPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aUser } from '../support/identities.ts'
import { accountId, startServerWith, type TestServer } from '../support/server.ts'

/** What an account lets all its users do: AllowUsersToChangePassword of UpdateAccountPasswordPolicy. */

const plain = aUser({ accountId, userName: 'plain', path: '/eng/' })
const barred = aUser(
  { accountId, userName: 'barred' },
  { Effect: 'Deny', Action: 'iam:ChangePassword', Resource: '*' },
)
const passwords = { OldPassword: 'correct-Horse-7', NewPassword: 'correct-Horse-8' }
const denied = { name: 'AccessDenied' }

let server: TestServer
beforeAll(async () => {
  server = await startServerWith([...plain.changes, ...barred.changes])
  for (const UserName of ['plain', 'barred'])
    await server
      .clients()
      .iam.send(new CreateLoginProfileCommand({ UserName, Password: passwords.OldPassword }))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

function letUsersChange(AllowUsersToChangePassword: boolean) {
  const command = new UpdateAccountPasswordPolicyCommand({ AllowUsersToChangePassword })
  return server.clients().iam.send(command)
}

test('users change their own passwords where the account lets them, and no policy of theirs denies it', async () => {
  const { iam } = server.clients(plain.keys)
  await letUsersChange(false)
  await expect(iam.send(new ChangePasswordCommand(passwords))).rejects.toMatchObject(denied)
  await expect(iam.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject(denied)

  await letUsersChange(true)
  const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand({}))
  expect(PasswordPolicy?.AllowUsersToChangePassword).toBe(true)
  const changed = await iam.send(new ChangePasswordCommand(passwords))
  expect(changed.$metadata.httpStatusCode).toBe(200)
  const forbidden = server.clients(barred.keys).iam.send(new ChangePasswordCommand(passwords))
  await expect(forbidden).rejects.toMatchObject(denied)
})

test('what the account lets users do is nothing for others', async () => {
  const UserName = 'barred'
  const { iam } = server.clients(plain.keys)
  await expect(
    iam.send(new CreateLoginProfileCommand({ UserName, Password: 'correct-Horse-9' })),
  ).rejects.toMatchObject(denied)
})
