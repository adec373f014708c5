import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { inProcess } from '../../test/support/captured-request.ts'
import { allow, aUser } from '../../test/support/identities.ts'
import { memoryDoor } from '../../test/support/memory-door.ts'
import { noKeys } from '../../test/support/no-keys.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import { systemRandom } from '../platform/system.ts'
import type { ServiceCall } from '../services/operation.ts'
import type { Service } from '../services/service.ts'
import { sts } from '../services/sts/index.ts'
import { handleCall } from './handle-call.ts'

const accountId = '123456789012'
const alice = aUser({ accountId, userName: 'alice' }, allow('*'))
const invokedBy = 'greengrass.amazonaws.com'
const made: Omit<ServiceCall, 'isForCaller'> = {
  invokedBy,
  eventSource: 'iot.amazonaws.com',
  eventName: 'DescribeThing',
  readOnly: true,
  requestParameters: { thingName: 'core' },
  responseElements: null,
}

/** The events of one call of a service whose operation says what services did on the way. */
async function eventsWith(serviceCalls: readonly ServiceCall[]): Promise<AuditEvent[]> {
  const whole = sts({ keySets: noKeys })
  const service: Service = {
    ...whole,
    operations: {
      ...whole.operations,
      GetCallerIdentity: {
        kind: 'command',
        run: () => ({ output: {}, changes: [], serviceCalls }),
      },
    },
  }
  const nowMs = Date.now()
  const { door, store } = await memoryDoor(alice.changes, {
    nowMs,
    random: systemRandom,
    services: [service],
  })
  const client = new STSClient({
    region: 'us-west-2',
    endpoint: 'https://sts.us-west-2.amazonaws.com',
    credentials: alice.keys,
    requestHandler: inProcess((request) => handleCall(request, door)) as never,
  })
  await client.send(new GetCallerIdentityCommand({}))
  return store.events.map((text) => JSON.parse(text) as AuditEvent)
}

test('what a service does for itself is the service’s, and shared with the account', async () => {
  const [, event] = await eventsWith([{ ...made, isForCaller: false }])
  expect(JSON.stringify(event?.userIdentity)).toBe(
    JSON.stringify({ type: 'AWSService', invokedBy }),
  )
  expect(event).toMatchObject({
    eventSource: 'iot.amazonaws.com',
    eventName: 'DescribeThing',
    sourceIPAddress: invokedBy,
    userAgent: invokedBy,
    requestParameters: { thingName: 'core' },
    recipientAccountId: accountId,
    sharedEventID: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  })
  expect(event).not.toHaveProperty('tlsDetails')
})

test('what a service does with the caller’s rights is the caller’s, invoked by the service', async () => {
  const [own, event] = await eventsWith([{ ...made, isForCaller: true }])
  expect(JSON.stringify(event?.userIdentity)).toBe(
    JSON.stringify({ ...own?.userIdentity, invokedBy }),
  )
  expect(event).toMatchObject({ sourceIPAddress: invokedBy, userAgent: invokedBy })
  expect(event).not.toHaveProperty('sharedEventID')
})

test('every event of a call has an id of its own, and the call’s own comes first', async () => {
  const events = await eventsWith([
    { ...made, isForCaller: true },
    { ...made, isForCaller: false, recipientAccountId: '999988887777' },
  ])
  expect(events.map(({ eventName }) => eventName)).toEqual([
    'GetCallerIdentity',
    'DescribeThing',
    'DescribeThing',
  ])
  expect(events[2]?.recipientAccountId).toBe('999988887777')
  expect(new Set(events.map(({ eventID }) => eventID)).size).toBe(3)
  expect(new Set(events.map(({ requestID }) => requestID)).size).toBe(3)
})
