import { CreateGroupCommand, UpdateGroupCommand, UpdateUserCommand } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arn, failure } from '../support/iam.ts'
import { aUser } from '../support/identities.ts'
import { accountId, startServerWith, type TestServer } from '../support/server.ts'

/** Who renames must be allowed it under both names: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html */

const clerk = aUser(
  { accountId, userName: 'clerk' },
  {
    Effect: 'Allow',
    Action: ['iam:UpdateUser', 'iam:UpdateGroup'],
    Resource: [arn('user/guests/*'), arn('group/guests/*')],
  },
)
const guest = aUser({ accountId, userName: 'guest', path: '/guests/' })

let server: TestServer
beforeAll(async () => {
  server = await startServerWith([...clerk.changes, ...guest.changes])
  const group = new CreateGroupCommand({ GroupName: 'visitors', Path: '/guests/' })
  await server.clients().iam.send(group)
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

test.each([
  ['user', new UpdateUserCommand({ UserName: 'guest', NewPath: '/' }), 'user guest'],
  [
    'user',
    new UpdateUserCommand({ UserName: 'guest', NewUserName: 'boss', NewPath: '/board/' }),
    'user boss',
  ],
  ['group', new UpdateGroupCommand({ GroupName: 'visitors', NewPath: '/' }), 'group visitors'],
])('a %s does not leave the clerk’s reach', async (kind, command, target) => {
  const action = kind === 'user' ? 'iam:UpdateUser' : 'iam:UpdateGroup'
  await expect(server.clients(clerk.keys).iam.send(command as never)).rejects.toMatchObject(
    failure(
      'AccessDenied',
      `User: ${clerk.arn} is not authorized to perform: ${action} on resource: ${target} because no identity-based policy allows the ${action} action`,
    ),
  )
})

test('within it users and groups are renamed', async () => {
  const { iam } = server.clients(clerk.keys)
  const user = new UpdateUserCommand({ UserName: 'guest', NewUserName: 'friend' })
  const group = new UpdateGroupCommand({ GroupName: 'visitors', NewPath: '/guests/known/' })
  const answers = await Promise.all([iam.send(user), iam.send(group)])
  expect(answers.map(({ $metadata }) => $metadata.httpStatusCode)).toEqual([200, 200])
})
