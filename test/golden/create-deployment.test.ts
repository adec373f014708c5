import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateDeploymentCommand, GreengrassV2Client } from '@aws-sdk/client-greengrassv2'
import { expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { ADMINISTRATOR_ACCESS } from '../../src/identity/aws-managed-policies.ts'
import { putAccessKey } from '../../src/identity/access-key.ts'
import { newUser, putUser } from '../../src/identity/user.ts'
import { groupKey, thingGroups } from '../../src/fleet/thing-group.ts'
import { handleCall } from '../../src/server/handle-call.ts'
import { inProcess } from '../support/captured-request.ts'
import { memoryDoor, pinnedIds } from '../support/memory-door.ts'

/**
 * The log entry of the AWS IoT Greengrass V2 developer guide, "Log AWS IoT Greengrass V2 API calls with AWS CloudTrail",
 * section "Understanding AWS IoT Greengrass V2 log file entries", as of 2023.
 */
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, 'create-deployment.json'), 'utf8'),
) as Omit<AuditEvent, 'eventVersion'> & {
  eventVersion: string
  requestParameters: object
  responseElements: Record<string, string>
}
const { accountId = '', accessKeyId = '', principalId = '', userName = '' } = golden.userIdentity
const nowMs = Date.parse(golden.eventTime)
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

test('the guide’s CreateDeployment leaves the guide’s event, member for member', async () => {
  const { requestID = '', eventID, responseElements, eventTime: createdAt } = golden
  const { deploymentId = '', iotJobId = '' } = responseElements
  const scope = { accountId, region: golden.awsRegion }
  const thingGroupName = 'MyGreengrassCoreGroup'
  const { door, store, bugs } = await memoryDoor(
    [
      putUser({
        ...newUser({ userId: principalId, userName, accountId, path: '/', createdAt }),
        attachedPolicyArns: [ADMINISTRATOR_ACCESS],
      }),
      putAccessKey({
        accessKeyId,
        secretAccessKey,
        accountId,
        userId: principalId,
        status: 'Active',
        createdAt,
      }),
      thingGroups.put(groupKey(scope, thingGroupName), {
        ...scope,
        thingGroupName,
        thingGroupId: 'a-group',
        version: 1,
        createdMs: 0,
      }),
    ],
    // Then come those of the calls that the service made of AWS IoT.
    { nowMs, random: pinnedIds([requestID, deploymentId, iotJobId, eventID, 'a', 'b', 'c', 'd']) },
  )
  const client = new GreengrassV2Client({
    region: golden.awsRegion,
    endpoint: 'https://greengrass.us-west-2.amazonaws.com',
    credentials: { accessKeyId, secretAccessKey },
    systemClockOffset: nowMs - Date.now(),
    requestHandler: inProcess(
      // The guide's call was made with the AWS CLI. A user agent is not signed.
      ({ headers, ...request }) =>
        handleCall(
          { ...request, headers: { ...headers, 'user-agent': golden.userAgent ?? '' } },
          door,
        ),
      {
        sourceIp: golden.sourceIPAddress,
        tls: { version: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' },
      },
    ) as never,
  })

  const output = await client.send(new CreateDeploymentCommand(golden.requestParameters as never))

  expect(bugs).toEqual([])
  expect(output).toMatchObject(responseElements)
  expect(store.events).toHaveLength(3)
  const event = JSON.parse(store.events[0] ?? '') as typeof golden
  const { clientToken, ...requestParameters } = event.requestParameters as Record<string, unknown>
  expect(clientToken).toMatch(/^[0-9a-f-]{36}$/)
  expect({ ...event, requestParameters }).toEqual({ ...golden, eventVersion: '1.11' })
})

test('its members stand in CloudTrail’s print order', async () => {
  // Measured on 26,881 events in their original order; the guide's own sample puts eventCategory earlier, as 2021's did.
  const order = [
    'eventVersion',
    'userIdentity',
    'eventTime',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'requestParameters',
    'responseElements',
    'requestID',
    'eventID',
    'readOnly',
    'eventType',
    'managementEvent',
    'recipientAccountId',
    'eventCategory',
  ]
  expect(Object.keys(golden).toSorted()).toEqual(order.toSorted())
})
