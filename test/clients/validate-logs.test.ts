import { execFile } from 'node:child_process'
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  CreateTrailCommand,
  GetTrailStatusCommand,
  type GetTrailStatusResponse,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import { CreateThingGroupCommand } from '@aws-sdk/client-iot'
import { DeleteObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import {
  accountId,
  type Keys,
  otherAccountId,
  otherRoot,
  startServerWithOtherAccount,
  type TestServer,
  trailBucketPolicy,
} from '../support/server.ts'
import { objectsIn } from '../support/trail-reader.ts'
import type { VerifiedObject } from '../support/trail-verifier.ts'
import { type PythonClients, pythonClients } from './python-clients.ts'

/**
 * Goal: the AWS CLI's own `cloudtrail validate-logs` finds everything valid that trails deliver, and every kind of damage.
 * Method: two accounts' multi-region trails into one bucket, three hours of calls in three regions; then an intruder who may
 * write to the bucket. The hours pass in the server's clock, which ends at the present because the CLI goes by that.
 */
const HOURS = 3
const HOUR_MS = 3_600_000
const BUCKET = 'shared-logs'
const regions = ['us-west-2', 'us-east-1', 'eu-central-1']

let clients: PythonClients | undefined
let server: TestServer
let intact: ReadonlyMap<string, VerifiedObject>
const clock = { behindMs: 0, now: () => Date.now() - clock.behindMs }
const startMs = Date.now() - HOURS * HOUR_MS - 60_000
let owners: readonly (readonly [accountId: string, keys: Keys])[]

beforeAll(async () => {
  clients = await pythonClients()
  server = await startServerWithOtherAccount({ deliveryIntervalMs: 100 }, clock)
  owners = [
    [accountId, server.keys.admin],
    [otherAccountId, otherRoot],
  ]
  await makeBucket()
  clock.behindMs = Date.now() - startMs
  await makeThingGroups()
  await makeTrails()
  for (let hour = 0; hour < HOURS; hour++) await oneHour()
  clock.behindMs = 0
  intact = await objectsIn(server.clients().s3, BUCKET)
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

async function makeBucket(): Promise<void> {
  await server.makeTrailBucket(BUCKET)
  const policy = trailBucketPolicy(BUCKET)
  const readers = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${otherAccountId}:root` },
    Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:GetObject'],
    Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
  }
  const Policy = JSON.stringify({ ...policy, Statement: [...policy.Statement, readers] })
  await server.clients().s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }))
}

async function makeTrails(): Promise<void> {
  for (const [, keys] of owners) {
    // A client corrects its clock by the first answer it gets, so every call has its own.
    await server.clients(keys).cloudtrail.send(
      new CreateTrailCommand({
        Name: 'main',
        S3BucketName: BUCKET,
        IsMultiRegionTrail: true,
        EnableLogFileValidation: true,
      }),
    )
    await server.clients(keys).cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  }
}

async function makeThingGroups(): Promise<void> {
  for (const [, keys] of owners)
    for (const region of regions)
      await server
        .clients(keys, region)
        .iot.send(new CreateThingGroupCommand({ thingGroupName: 'Line' }))
}

/** Calls in every region, their files, and the digests at the hour's end. */
async function oneHour(): Promise<void> {
  for (let call = 0; call < 3; call++)
    for (const [account, keys] of owners)
      for (const region of regions) {
        const targetArn = `arn:aws:iot:${region}:${account}:thinggroup/Line`
        await server
          .clients(keys, region)
          .greengrass.send(new CreateDeploymentCommand({ targetArn }))
      }
  const calledMs = clock.now()
  await eachRegion((status) => status.LatestDeliveryTime, calledMs - 1_000)
  clock.behindMs -= HOUR_MS
  await eachRegion((status) => status.LatestDigestDeliveryTime, calledMs)
}

async function eachRegion(
  timeOf: (status: GetTrailStatusResponse) => Date | undefined,
  sinceMs: number,
): Promise<void> {
  for (const [account, keys] of owners)
    for (const region of regions) {
      const Name = arnOf(account)
      await eventually(async () => {
        const { cloudtrail } = server.clients(keys, region)
        const status = await cloudtrail.send(new GetTrailStatusCommand({ Name }))
        expect(timeOf(status)?.getTime()).toBeGreaterThan(sinceMs)
      })
    }
}

const arnOf = (account: string) => `arn:aws:cloudtrail:us-west-2:${account}:trail/main`

interface Report {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function validateLogs(account: string, keys: Keys, region: string): Promise<Report> {
  const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
  const flags = [
    '--trail-arn',
    arnOf(account),
    '--start-time',
    time(startMs),
    '--end-time',
    time(Date.now()),
    '--region',
    region,
    '--verbose',
  ]
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  }
  const { promise, resolve } = Promise.withResolvers<Report>()
  execFile(
    `${clients?.bin}/aws`,
    ['cloudtrail', 'validate-logs', ...flags],
    { env, maxBuffer: 16 * 1024 * 1024 },
    (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
  )
  return promise
}

test('three hours of three regions and two accounts are valid', async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  for (const [account, keys] of owners)
    for (const region of regions) {
      const { code, stdout, stderr } = await validateLogs(account, keys, region)
      expect([code, stderr], `${account} ${region}`).toEqual([0, ''])
      expect(stdout).toContain(`${HOURS}/${HOURS} digest files valid`)
      const [, valid = '', all] = /(\d+)\/(\d+) log files valid/.exec(stdout) ?? []
      expect([valid, Number(valid) >= HOURS]).toEqual([all, true])
    }
})

describe('an intruder is found out', () => {
  const folder = (kind: string) => `${BUCKET}/AWSLogs/${accountId}/${kind}/us-west-2/`
  const named = (kind: string) =>
    [...intact.keys()].filter((name) => name.startsWith(folder(kind))).toSorted(inOrder)
  const keyOf = (name: string) => name.slice(BUCKET.length + 1)
  const textOf = (name: string) => gunzipSync(intact.get(name)?.body ?? '').toString('utf8')
  const put = (name: string, body: Uint8Array) =>
    server.clients().s3.send(
      new PutObjectCommand({
        Bucket: BUCKET,
        Key: keyOf(name),
        Body: body,
        ContentType: 'application/json',
        ContentEncoding: 'gzip',
        Metadata: { ...intact.get(name)?.metadata },
      }),
    )
  const remove = (name: string) =>
    server.clients().s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: keyOf(name) }))

  test.each<[string, () => Promise<readonly string[]>]>([
    [
      'by one changed bit of a log file',
      async () => {
        const [name = ''] = named('CloudTrail')
        const text = Buffer.from(textOf(name))
        text.writeUInt8(text.readUInt8(100) ^ 1, 100)
        await put(name, gzipSync(text))
        return [`Log file\ts3://${name}\tINVALID: hash value doesn't match`]
      },
    ],
    [
      'by an event that was removed',
      async () => {
        const name = named('CloudTrail').find((each) => recordsIn(each).length > 1) ?? ''
        await put(name, gzipSync(JSON.stringify({ Records: recordsIn(name).slice(1) })))
        return [`Log file\ts3://${name}\tINVALID: hash value doesn't match`]
      },
    ],
    [
      'by bytes after the end of a log file',
      async () => {
        const [name = ''] = named('CloudTrail')
        await put(name, Buffer.concat([intact.get(name)?.body ?? Buffer.of(), gzipSync('more')]))
        return [`Log file\ts3://${name}\tINVALID: unexpected data after end of compressed stream`]
      },
    ],
    [
      'by a log file that was deleted',
      async () => {
        const [name = ''] = named('CloudTrail')
        await remove(name)
        return [`Log file\ts3://${name}\tINVALID: not found`]
      },
    ],
    [
      'by two log files that were swapped',
      async () => {
        const [a = '', b = ''] = named('CloudTrail')
        await put(a, intact.get(b)?.body ?? Buffer.of())
        await put(b, intact.get(a)?.body ?? Buffer.of())
        return [a, b].map((name) => `Log file\ts3://${name}\tINVALID: hash value doesn't match`)
      },
    ],
    [
      'by a digest that was changed',
      async () => {
        const [name = ''] = named('CloudTrail-Digest')
        const text = textOf(name).replace(/"logFiles":\[.*\]/, '"logFiles":[]')
        await put(name, gzipSync(text))
        return [`Digest file\ts3://${name}\tINVALID: signature verification failed`]
      },
    ],
    [
      'by a digest that was deleted',
      async () => {
        const [, name = ''] = named('CloudTrail-Digest')
        await remove(name)
        return [`Digest file\ts3://${name}\tINVALID: not found`]
      },
    ],
  ])('%s', async (_name, harm) => {
    if (!clients) return
    const complaints = await harm()
    const { code, stderr } = await validateLogs(accountId, server.keys.admin, 'us-west-2')
    for (const name of [...named('CloudTrail'), ...named('CloudTrail-Digest')])
      await put(name, intact.get(name)?.body ?? Buffer.of())
    expect(code).toBe(1)
    for (const complaint of complaints) expect(stderr).toContain(complaint)
  })

  const recordsIn = (name: string) => (JSON.parse(textOf(name)) as { Records: unknown[] }).Records
})

function inOrder(a: string, b: string): number {
  return a < b ? -1 : 1
}
