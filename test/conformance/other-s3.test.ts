import {
  CreateTrailCommand,
  DeleteTrailCommand,
  GetTrailStatusCommand,
  type GetTrailStatusResponse,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { eventually } from '../support/eventually.ts'
import { recordsOf } from '../support/faulty-bucket.ts'
import { FaultyS3, type S3Fault } from '../support/faulty-s3.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** After so long a request to a stalled S3 ends by itself. */
const SILENCE_MS = 15_000
const BUCKET = 'kept-elsewhere'

let s3: FaultyS3
let server: TestServer
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any')
  s3 = await new FaultyS3(BUCKET).open()
  const s3Buckets = [BUCKET, 'nowhere'].map((name) => ({ name, endpoint: s3.url }))
  server = await startServer({ deliveryIntervalMs: 20, digestIntervalMs: 2_000, s3Buckets })
})
afterEach(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
  await s3.close()
})

const cloudtrail = () => server.clients().cloudtrail
const status = (Name = 'main') => cloudtrail().send(new GetTrailStatusCommand({ Name }))
async function createTrail(Name = 'main', S3BucketName = BUCKET): Promise<void> {
  await cloudtrail().send(
    new CreateTrailCommand({ Name, S3BucketName, EnableLogFileValidation: true }),
  )
}
async function call(count = 3): Promise<void> {
  for (let i = 0; i < count; i++)
    await server.clients().greengrass.send(new ListDeploymentsCommand({}))
}
/** Every event that is in the bucket, as often as it is. */
function delivered(): AuditEvent[] {
  return [...s3.objects]
    .filter(([name]) => name.includes('/CloudTrail/'))
    .flatMap(([, { body }]) => recordsOf(body))
}
const idsOf = (events: readonly AuditEvent[]) => events.map(({ eventID }) => eventID).toSorted()
/** What the trail recorded, as history has it. */
async function recorded(): Promise<AuditEvent[]> {
  const history = (await server.lookup({ MaxResults: 50 })).toReversed()
  const at = (name: string) => history.findIndex(({ eventName }) => eventName === name)
  return history.slice(at('StartLogging'), at('StopLogging') + 1)
}
const shows = (expected: Partial<GetTrailStatusResponse>) =>
  eventually(async () => expect(await status()).toMatchObject(expected))

test('a bucket of another S3 gets log files and digests', async () => {
  await createTrail()
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  await call()
  await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))
  const wanted = idsOf(await recorded())
  await eventually(() => expect(idsOf(delivered())).toEqual(wanted))
  await shows({ LatestDigestDeliveryTime: expect.any(Date) as Date })
  const names = [...s3.objects.keys()]
  const digest = names.find((name) => name.includes('/CloudTrail-Digest/')) ?? ''
  expect(s3.objects.get(digest)?.metadata).toMatchObject({
    'signature-algorithm': 'SHA256withRSA',
  })
  expect(new Set([...s3.objects.values()].map(({ acl }) => acl))).toEqual(
    new Set(['bucket-owner-full-control']),
  )
})

test('a bucket that another S3 lacks or keeps to itself is no trail’s', async () => {
  await expect(createTrail('main', 'nowhere')).rejects.toMatchObject({
    name: 'S3BucketDoesNotExistException',
  })
  s3.breakDown('denies')
  await expect(createTrail()).rejects.toMatchObject({
    name: 'InsufficientS3BucketPolicyException',
  })
  expect(server.advice.join('\n')).toContain(`The bucket ${BUCKET} of trail`)
})

describe('nothing is lost by a bucket', () => {
  test.each<[S3Fault, string | undefined]>([
    ['vanishes', 'NoSuchBucket'],
    ['denies', 'AccessDenied'],
    ['is full', 'SlowDown'],
    ['fails with nonsense', 'InternalError'],
    ['succeeds with nonsense', 'InternalError'],
    ['stalls', undefined],
    ['hangs up', undefined],
    ['stores and hangs up', undefined],
  ])('that %s; LatestDeliveryError says %s until it is well again', async (fault, code) => {
    await createTrail()
    s3.breakDown(fault)
    s3.requests.length = 0
    await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
    await call()
    await eventually(() => expect(s3.requests.length).toBeGreaterThan(0))
    if (code !== undefined) await shows({ LatestDeliveryError: code })
    await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))
    expect((await status()).LatestDeliveryError).toBe(code)
    expect((await status()).LatestDeliveryTime).toBeUndefined()
    s3.recover()
    const wanted = idsOf(await recorded())
    await eventually(() => expect(idsOf(delivered())).toEqual(wanted))
    await eventually(async () => {
      const { LatestDeliveryError, LatestDeliveryTime } = await status()
      expect([LatestDeliveryError, LatestDeliveryTime]).toEqual([undefined, expect.any(Date)])
    })
  })
})

test('a bucket that stalls holds neither another trail nor the end of the server', async () => {
  await server.makeTrailBucket('kept-here')
  await createTrail()
  await createTrail('other', 'kept-here')
  s3.breakDown('stalls')
  s3.requests.length = 0
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  await cloudtrail().send(new StartLoggingCommand({ Name: 'other' }))
  await eventually(() => expect(s3.requests.length).toBeGreaterThan(0))
  await call()
  await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))
  const lists = (events: readonly AuditEvent[]) =>
    events.filter(({ eventName }) => eventName === 'ListDeployments')
  await eventually(() => expect(lists(server.logged('kept-here'))).toHaveLength(3))
  await cloudtrail().send(new DeleteTrailCommand({ Name: 'other' }))
  const wanted = idsOf(await recorded())
  const startedMs = Date.now()
  server = await server.restarted()
  expect(Date.now() - startedMs).toBeLessThan(SILENCE_MS)
  s3.recover()
  await eventually(() => expect(idsOf(delivered())).toEqual(wanted))
})
