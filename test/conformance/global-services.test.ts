import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('a global service is called from every region, and recorded in us-east-1', async () => {
  for (const region of ['eu-west-1', 'us-east-1']) {
    const credentials = server.keys.admin
    const iam = new IAMClient({ region, endpoint: server.url, credentials, maxAttempts: 1 })
    await iam.send(new ListUsersCommand({})).catch(() => undefined)
  }
  const inUsEast1 = await server.lookup({}, 'us-east-1')
  expect(inUsEast1.filter(({ eventName }) => eventName === 'ListUsers')).toHaveLength(2)
  expect(await server.lookup({}, 'eu-west-1')).toEqual([])
})
