import { GetUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam'
import { DecodeAuthorizationMessageCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { inProcess } from '../../test/support/captured-request.ts'
import { allow, aUser, type Statement } from '../../test/support/identities.ts'
import { memoryDoor } from '../../test/support/memory-door.ts'
import { noKeys } from '../../test/support/no-keys.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import { putUser } from '../identity/user.ts'
import { systemRandom } from '../platform/system.ts'
import { iam } from '../services/iam/index.ts'
import { sts } from '../services/sts/index.ts'
import type { HttpResponse } from '../wire/http.ts'
import type { Enforcement } from './authorize.ts'
import type { AnsweredCall } from './front-door.ts'
import { handleCall } from './handle-call.ts'

const accountId = '123456789012'
const admin = aUser({ accountId, userName: 'admin' }, allow('*'))

/** A door at which alice has these statements, and what happened at it. */
async function doorFor(statements: readonly Statement[], enforcement: Enforcement = 'enforce') {
  const alice = aUser({ accountId, userName: 'alice' }, ...statements)
  const blue = putUser({ ...alice.user, tags: [{ Key: 'Team', Value: 'blue' }] })
  const { door, store, bugs } = await memoryDoor([...admin.changes, ...alice.changes, blue], {
    nowMs: Date.now(),
    random: systemRandom,
    services: [iam, sts({ keySets: noKeys })],
    enforcement,
  })
  const answered: AnsweredCall[] = []
  const responses: HttpResponse[] = []
  const observer = { ...door.observer, answered: (call: AnsweredCall) => answered.push(call) }
  const config = (credentials: typeof alice.keys) => ({
    region: 'us-east-1',
    endpoint: 'https://127.0.0.1:4567',
    credentials,
    requestHandler: inProcess(async (request) => {
      const response = await handleCall(request, { ...door, observer })
      responses.push(response)
      return response
    }) as never,
  })
  return {
    alice,
    answered,
    responses,
    bugs,
    iam: new IAMClient(config(alice.keys)),
    sts: new STSClient(config(admin.keys)),
    evaluations: door.authorization.evaluations,
    lastEvent: () => JSON.parse(store.events.at(-1) ?? '') as AuditEvent,
  }
}

const onBlue = (Effect: 'Allow' | 'Deny', key = 'aws:ResourceTag/team'): Statement => ({
  Sid: 'Blue',
  Effect,
  Action: 'iam:GetUser',
  Resource: '*',
  Condition: { StringEquals: { [key]: 'blue' } },
})

describe('where authorization is enforced', () => {
  test('a denial says which kind of policy is missing, and is recorded without its input', async () => {
    const { iam: client, alice, lastEvent } = await doorFor([])
    const message = `User: ${alice.arn} is not authorized to perform: iam:GetUser on resource: user alice because no identity-based policy allows the iam:GetUser action`
    await expect(client.send(new GetUserCommand({ UserName: 'alice' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message,
    })
    expect(lastEvent()).toMatchObject({
      errorCode: 'AccessDenied',
      errorMessage: message,
      requestParameters: null,
    })
  })

  test('the tags of what is asked for and of who asks count', async () => {
    for (const key of ['aws:ResourceTag/team', 'iam:ResourceTag/Team', 'aws:PrincipalTag/TEAM']) {
      const { iam: client } = await doorFor([onBlue('Allow', key)])
      const { User } = await client.send(new GetUserCommand({ UserName: 'alice' }))
      expect(User?.UserName).toBe('alice')
      await expect(client.send(new GetUserCommand({ UserName: 'none' }))).rejects.toMatchObject({
        name: key.startsWith('aws:Principal') ? 'NoSuchEntityException' : 'AccessDenied',
      })
    }
  })
})

describe('a denial can be explained', () => {
  test('by the statements that were looked at, under the id of its event', async () => {
    const {
      iam: client,
      evaluations,
      lastEvent,
    } = await doorFor([allow('iam:*'), onBlue('Deny'), { ...allow('s3:*'), Sid: 'Elsewhere' }])
    await client.send(new GetUserCommand({ UserName: 'alice' })).catch(() => undefined)
    expect(evaluations.of(lastEvent().eventID)).toMatchObject({
      action: 'iam:GetUser',
      isEnforced: true,
      context: { 'aws:resourcetag/team': 'blue' },
      explanation: {
        decision: { allowed: false, by: 'identity', how: 'explicit' },
        policies: [
          {
            kind: 'identity',
            statements: [
              { index: 0, effect: 'Allow', decides: false },
              { index: 1, sid: 'Blue', effect: 'Deny', decides: true },
              { index: 2, sid: 'Elsewhere', mismatch: 'action', decides: false },
            ],
          },
        ],
      },
    })
  })

  test('by DecodeAuthorizationMessage, to those who may call it', async () => {
    const { iam: client, sts: adminsClient, alice, responses } = await doorFor([onBlue('Deny')])
    await client.send(new GetUserCommand({ UserName: 'alice' })).catch(() => undefined)
    const EncodedMessage = responses.at(-1)?.headers['x-waymark-authorization-message'] ?? ''
    expect(Buffer.from(EncodedMessage, 'base64url').toString('latin1')).not.toContain('Blue')
    const request = new DecodeAuthorizationMessageCommand({ EncodedMessage })
    const { DecodedMessage = '' } = await adminsClient.send(request)
    expect(JSON.parse(DecodedMessage)).toEqual({
      allowed: false,
      explicitDeny: true,
      matchedStatements: { items: [{ statementId: 'Blue', effect: 'DENY' }] },
      failures: { items: [] },
      context: {
        principal: { id: alice.user.userId, name: 'alice', arn: alice.arn },
        action: 'iam:GetUser',
        resource: alice.arn,
        conditions: {
          items: [{ key: 'aws:resourcetag/team', values: { items: [{ value: 'blue' }] } }],
        },
      },
    })
  })
})

test('where authorization is soft a denial is performed, and marked', async () => {
  const { iam: client, answered, responses, evaluations, lastEvent } = await doorFor([], 'soft')
  await client.send(new GetUserCommand({ UserName: 'alice' }))
  expect(lastEvent()).not.toHaveProperty('errorCode')
  expect(answered.at(-1)).toMatchObject({ status: 200, isSoftDenial: true })
  expect(responses.at(-1)?.headers).not.toHaveProperty('x-waymark-authorization-message')
  expect(evaluations.of(lastEvent().eventID)).toMatchObject({ isEnforced: false })
})

test('where authorization is off nobody asks policies', async () => {
  const {
    iam: client,
    answered,
    evaluations,
    lastEvent,
    bugs,
  } = await doorFor([{ Effect: 'Deny', Action: '*', Resource: '*' }], 'off')
  const { Users } = await client.send(new ListUsersCommand({}))
  expect(Users).toHaveLength(2)
  expect(answered.at(-1)).not.toHaveProperty('isSoftDenial')
  expect(evaluations.of(lastEvent().eventID)).toBeUndefined()
  expect(bugs).toEqual([])
})
