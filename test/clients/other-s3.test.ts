import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  CreateTrailCommand,
  GetTrailStatusCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  NoSuchKey,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { S3Store } from '../../src/platform/s3-store.ts'
import {
  destinationContract,
  type StoredTrailObject,
} from '../../src/trails/destination.contract.ts'
import { eventually } from '../support/eventually.ts'
import { type MotoServer, motoServer } from '../support/moto-server.ts'
import { accountId, region, startServer } from '../support/server.ts'
import { objectsIn } from '../support/trail-reader.ts'
import { type PythonClients, pythonClients } from './python-clients.ts'

/** Goal: trails deliver into an S3 that nobody here wrote, and the AWS CLI finds there what it needs to call it valid. */
const run = promisify(execFile)

const python = await pythonClients()

describe.skipIf(!python)('the S3 of another server', () => {
  let moto: MotoServer
  let s3: S3Client
  beforeAll(async () => {
    moto = await motoServer(python as PythonClients)
    // Where the AWS SDK looks for credentials; the other server takes any.
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any')
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'any' }
    s3 = new S3Client({ region, endpoint: moto.url, forcePathStyle: true, credentials })
    for (const Bucket of ['contract', 'audit-logs', 'short-lived'])
      await s3.send(
        new CreateBucketCommand({
          Bucket,
          CreateBucketConfiguration: { LocationConstraint: region },
        }),
      )
  })
  afterAll(() => moto.close())

  const s3Buckets = () =>
    ['contract', 'audit-logs', 'short-lived', 'nowhere'].map((name) => ({
      name,
      endpoint: moto.url,
    }))

  destinationContract(async () => ({
    destination: new S3Store(s3Buckets()),
    bucket: 'contract',
    missingBucket: 'nowhere',
    async stored(Key) {
      try {
        const found = await s3.send(new GetObjectCommand({ Bucket: 'contract', Key }))
        return {
          body: (await found.Body?.transformToByteArray()) ?? new Uint8Array(),
          contentType: found.ContentType,
          contentEncoding: found.ContentEncoding,
          metadata: found.Metadata,
        } as StoredTrailObject
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },
  }))

  test('a bucket is known by its answers', async () => {
    const demand = { accountIds: [accountId], trailArn: 'arn:aws:cloudtrail:…:trail/main' }
    const store = new S3Store(s3Buckets())
    expect(await store.faultOf({ ...demand, bucket: 'contract' })).toBeUndefined()
    expect(await store.faultOf({ ...demand, bucket: 'nowhere' })).toBe('NoSuchBucket')
  })

  test('validate-logs finds log files and digests there, and all of them valid', async () => {
    const startMs = Date.now()
    const server = await startServer({
      deliveryIntervalMs: 100,
      digestIntervalMs: 2_000,
      s3Buckets: s3Buckets(),
    })
    const { cloudtrail, greengrass } = server.clients()
    await cloudtrail.send(
      new CreateTrailCommand({
        Name: 'main',
        S3BucketName: 'audit-logs',
        EnableLogFileValidation: true,
      }),
    )
    await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
    await eventually(async () => {
      await greengrass.send(new ListDeploymentsCommand({}))
      const names = [...(await objectsIn(s3, 'audit-logs')).keys()]
      expect(names.filter((name) => name.includes('/CloudTrail-Digest/')).length).toBeGreaterThan(2)
      expect(names.filter((name) => name.includes('/CloudTrail/')).length).toBeGreaterThan(2)
    })
    const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
    const flags = [
      '--trail-arn',
      `arn:aws:cloudtrail:${region}:${accountId}:trail/main`,
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
      AWS_ENDPOINT_URL_S3: moto.url,
      AWS_ACCESS_KEY_ID: server.keys.admin.accessKeyId,
      AWS_SECRET_ACCESS_KEY: server.keys.admin.secretAccessKey,
    }
    const { stdout, stderr } = await run(
      `${python?.bin}/aws`,
      ['cloudtrail', 'validate-logs', ...flags],
      { env },
    )
    expect(stderr).toBe('')
    for (const kind of ['digest', 'log']) {
      const [, valid = '', all] = new RegExp(`(\\d+)/(\\d+) ${kind} files valid`).exec(stdout) ?? []
      expect([valid, Number(valid) > 1], stdout).toEqual([all, true])
    }
    expect(server.bugs).toEqual([])
    await server.close()
  })

  test('a bucket that vanishes there and comes back gets what happened meanwhile', async () => {
    const server = await startServer({ deliveryIntervalMs: 100, s3Buckets: s3Buckets() })
    const { cloudtrail } = server.clients()
    const Bucket = 'short-lived'
    await cloudtrail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: Bucket }))
    await s3.send(new DeleteBucketCommand({ Bucket }))
    await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
    const status = () => cloudtrail.send(new GetTrailStatusCommand({ Name: 'main' }))
    await eventually(async () => expect((await status()).LatestDeliveryError).toBe('NoSuchBucket'))
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: region },
      }),
    )
    await eventually(async () => {
      const { LatestDeliveryError, LatestDeliveryTime } = await status()
      expect([LatestDeliveryError, LatestDeliveryTime]).toEqual([undefined, expect.any(Date)])
    })
    expect(server.bugs).toEqual([])
    await server.close()
  })
})
