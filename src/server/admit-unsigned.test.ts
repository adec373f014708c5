import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { inProcess } from '../../test/support/captured-request.ts'
import { aRole, policy, type TestRole } from '../../test/support/identities.ts'
import { memoryDoor } from '../../test/support/memory-door.ts'
import { noKeys } from '../../test/support/no-keys.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import type { FederatedPrincipal } from '../identity/principals.ts'
import { systemRandom } from '../platform/system.ts'
import type { Command, ProvenCaller } from '../services/operation.ts'
import type { Service } from '../services/service.ts'
import { sts } from '../services/sts/index.ts'
import { ServiceError } from '../wire/service-error.ts'
import { handleCall } from './handle-call.ts'

const accountId = '123456789012'
const providerArn = `arn:aws:iam::${accountId}:oidc-provider/token.example.com`

const principal: FederatedPrincipal = {
  kind: 'federated',
  type: 'WebIdentityUser',
  accountId,
  providerArn,
  identityProvider: providerArn,
  principalId: `${providerArn}:waymark:u-77`,
  userName: 'u-77',
  conditionKeys: { 'token.example.com:sub': 'u-77' },
  passed: { tags: [], transitiveTagKeys: [] },
}

const trusted = roleFor('u-77')
const notTrusted = roleFor('u-78')

function roleFor(sub: string): TestRole {
  return aRole({
    accountId,
    roleName: 'Web',
    trustPolicy: policy({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: providerArn },
      Condition: { StringEquals: { 'token.example.com:sub': sub } },
    }),
  })
}

/** What the caller gets and which events are left, with an operation that believes the token as told. */
async function called(proven: () => ProvenCaller, { role, changes }: TestRole = trusted) {
  const operation: Command<object, object> = {
    kind: 'command',
    unsigned: { prove: async () => proven() },
    standingPolicy: () => ({ kind: 'trust', document: role.trustPolicy, accountId }),
    conditionKeys: (_input, call) =>
      call.principal.kind === 'federated' ? call.principal.conditionKeys : {},
    run: () => ({ output: { Audience: 'waymark' }, changes: [] }),
  }
  const whole = sts({ keySets: noKeys })
  const service: Service = {
    ...whole,
    operations: { ...whole.operations, AssumeRoleWithWebIdentity: operation },
  }
  const { door, store } = await memoryDoor(changes, {
    nowMs: Date.now(),
    random: systemRandom,
    services: [service],
  })
  const client = new STSClient({
    region: 'eu-west-1',
    endpoint: 'https://sts.eu-west-1.amazonaws.com',
    credentials: { accessKeyId: '', secretAccessKey: '' },
    requestHandler: inProcess((request) => handleCall(request, door)) as never,
  })
  const input = { RoleArn: roleArnOf(role), RoleSessionName: 'web', WebIdentityToken: 'a.b.c' }
  const answer = await client
    .send(new AssumeRoleWithWebIdentityCommand(input))
    .catch((error: unknown) => error)
  return { answer, events: store.events.map((text) => JSON.parse(text) as AuditEvent) }
}

const roleArnOf = ({ roleName }: { roleName: string }) =>
  `arn:aws:iam::${accountId}:role/${roleName}`

describe('a call that nobody signs', () => {
  test('is its caller’s by the token, and recorded where the role is', async () => {
    const { answer, events } = await called(() => ({ principal }))
    expect(answer).toMatchObject({ Audience: 'waymark' })
    expect(events).toHaveLength(1)
    expect(JSON.stringify(events[0]?.userIdentity)).toBe(
      JSON.stringify({
        type: 'WebIdentityUser',
        principalId: `${providerArn}:waymark:u-77`,
        userName: 'u-77',
        identityProvider: providerArn,
      }),
    )
    expect(events[0]).toMatchObject({
      eventName: 'AssumeRoleWithWebIdentity',
      awsRegion: 'eu-west-1',
      recipientAccountId: accountId,
    })
  })

  test('is recorded when the role does not trust the caller', async () => {
    const { answer, events } = await called(() => ({ principal }), notTrusted)
    expect(answer).toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    })
    expect(events).toMatchObject([{ errorCode: 'AccessDenied', requestParameters: null }])
  })

  test('is recorded when the caller is known and must be refused', async () => {
    const refusal = new ServiceError('ExpiredTokenException', 'Token expired', 400)
    const { answer, events } = await called(() => ({ principal, refusal }))
    expect(answer).toMatchObject({ name: 'ExpiredTokenException' })
    expect(events).toMatchObject([
      { errorCode: 'ExpiredTokenException', userIdentity: { userName: 'u-77' } },
    ])
    expect(JSON.stringify(events)).not.toContain('a.b.c')
  })

  test('leaves no event when the token proves nobody', async () => {
    const { answer, events } = await called(() => {
      throw new ServiceError('InvalidIdentityTokenException', 'No such issuer', 400)
    })
    expect(answer).toMatchObject({ name: 'InvalidIdentityTokenException' })
    expect(events).toEqual([])
  })
})
