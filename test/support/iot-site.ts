import {
  AddThingToThingGroupCommand,
  CreateThingCommand,
  CreateThingGroupCommand,
} from '@aws-sdk/client-iot'
import { afterAll, beforeAll, expect } from 'vitest'
import { accountId, type Clients, region, startServer, type TestServer } from './server.ts'

let count = 0
const newName = (kind: string) => `${kind}-${++count}`
export const arnOf = (resource: string) => `arn:aws:iot:${region}:${accountId}:${resource}`

/** A server for the tests of a file, and things, groups and jobs on it. */
export function iotSite() {
  let server: TestServer
  let clients: Clients
  beforeAll(async () => {
    server = await startServer()
    clients = server.clients()
  })
  afterAll(async () => {
    expect(server.bugs).toEqual([])
    await server.close()
  })
  return {
    server: () => server,
    iot: () => clients.iot,
    iotData: () => clients.iotData,
    iotJobs: () => clients.iotJobs,
    newName,
    newThing: async () => {
      const thingName = newName('thing')
      await clients.iot.send(new CreateThingCommand({ thingName }))
      return thingName
    },
    newGroup: async (parentGroupName?: string) => {
      const thingGroupName = newName('group')
      await clients.iot.send(new CreateThingGroupCommand({ thingGroupName, parentGroupName }))
      return thingGroupName
    },
    join: (thingGroupName: string, thingName: string) =>
      clients.iot.send(new AddThingToThingGroupCommand({ thingGroupName, thingName })),
  }
}

export const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } }
