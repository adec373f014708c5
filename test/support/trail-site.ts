import {
  CreateTrailCommand,
  type CreateTrailRequest,
  DeleteTrailCommand,
  GetTrailCommand,
  ListTrailsCommand,
  PutEventSelectorsCommand,
  type PutEventSelectorsRequest,
  UpdateTrailCommand,
  type UpdateTrailRequest,
} from '@aws-sdk/client-cloudtrail'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { accountId, region, startServer, type TestServer } from './server.ts'

export const trailArn = (name: string, inRegion = region, account = accountId) =>
  `arn:aws:cloudtrail:${inRegion}:${account}:trail/${name}`

/** A server for the tests of a file, with buckets and topics for trails. Calls are about the trail `main`; after each test none is left. */
export function trailSite(
  buckets: readonly string[] = ['audit-logs'],
  topics: readonly string[] = [],
) {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ deliveryIntervalMs: 20 })
    for (const bucket of buckets) await server.makeTrailBucket(bucket)
    for (const topic of topics) await server.makeTrailTopic(topic)
  })
  afterEach(async () => {
    const { Trails = [] } = await cloudtrail().send(new ListTrailsCommand({}))
    for (const { Name, HomeRegion } of Trails)
      await cloudtrail(HomeRegion).send(new DeleteTrailCommand({ Name }))
  })
  afterAll(async () => {
    expect(server.bugs).toEqual([])
    await server.close()
  })
  const cloudtrail = (inRegion = region) => server.clients(server.keys.admin, inRegion).cloudtrail
  return {
    server: () => server,
    cloudtrail,
    elsewhere: () => cloudtrail('eu-west-1'),
    create: (input: Partial<CreateTrailRequest> = {}, client = cloudtrail()) =>
      client.send(new CreateTrailCommand({ Name: 'main', S3BucketName: 'audit-logs', ...input })),
    update: (input: Partial<UpdateTrailRequest>) =>
      cloudtrail().send(new UpdateTrailCommand({ Name: 'main', ...input })),
    get: async (Name = 'main', client = cloudtrail()) =>
      (await client.send(new GetTrailCommand({ Name }))).Trail,
    put: (input: Partial<PutEventSelectorsRequest>) =>
      cloudtrail().send(new PutEventSelectorsCommand({ TrailName: 'main', ...input })),
  }
}
