import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { eventually } from '../../test/support/eventually.ts'
import { FaultyS3, type S3Fault } from '../../test/support/faulty-s3.ts'
import { destinationContract } from '../trails/destination.contract.ts'
import { trailObject } from '../trails/destination.ts'
import { S3Store } from './s3-store.ts'

const limits = { connectMs: 10_000, silenceMs: 2_000, callMs: 60_000 }
const trailArn = 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main'

let s3: FaultyS3
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any')
  s3 = await new FaultyS3('logs').open()
})
afterEach(() => s3.recover())
afterAll(() => s3.close())

function storeOf(advise?: (text: string) => void): S3Store {
  const buckets = ['logs', 'nowhere'].map((name) => ({ name, endpoint: s3.url }))
  return new S3Store(buckets, advise, limits)
}
const object = trailObject({ bucket: 'logs', key: 'a.json.gz', body: Buffer.from('x'), trailArn })
const demand = { bucket: 'logs', accountIds: ['111122223333'], trailArn }

destinationContract(async () => ({
  destination: storeOf(),
  bucket: 'logs',
  missingBucket: 'nowhere',
  stored: async (key) => s3.objects.get(`logs/${key}`),
}))

test('the bucket’s owner has full control of every object', async () => {
  await storeOf().put(object)
  expect(s3.objects.get('logs/a.json.gz')?.acl).toBe('bucket-owner-full-control')
})

test.each<[S3Fault, string]>([
  ['vanishes', 'NoSuchBucket'],
  ['denies', 'AccessDenied'],
  ['is full', 'SlowDown'],
  ['fails with nonsense', 'InternalError'],
  ['succeeds with nonsense', 'InternalError'],
  ['hangs up', 'RequestTimeout'],
  ['stores and hangs up', 'RequestTimeout'],
  ['stalls', 'RequestTimeout'],
])('an S3 that %s takes nothing, once: %s', async (fault, code) => {
  s3.breakDown(fault)
  s3.requests.length = 0
  await expect(storeOf().put(object)).rejects.toMatchObject({ name: 'DestinationError', code })
  expect(s3.requests).toHaveLength(1)
})

test('an S3 that is not there takes nothing', async () => {
  const store = new S3Store([{ name: 'logs', endpoint: 'http://127.0.0.1:1' }])
  await expect(store.put(object)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
})

test('whoever is waiting for a stalled S3 waits no longer once it is closed', async () => {
  const store = new S3Store([{ name: 'logs', endpoint: s3.url }])
  s3.breakDown('stalls')
  s3.requests.length = 0
  const waiting = store.put(object).catch((error: unknown) => error)
  await eventually(() => expect(s3.requests).toHaveLength(1))
  store.close()
  expect(await waiting).toMatchObject({ code: 'RequestTimeout' })
  s3.recover()
  await expect(store.put(object)).rejects.toMatchObject({ code: 'RequestTimeout' })
})

describe('a bucket', () => {
  test('that is there and answers has no fault', async () => {
    const advice: string[] = []
    expect(await storeOf((text) => advice.push(text)).faultOf(demand)).toBeUndefined()
    expect(advice).toEqual([])
  })

  test.each<[S3Fault, string | undefined]>([
    ['vanishes', 'NoSuchBucket'],
    ['denies', 'AccessDenied'],
    ['stalls', undefined],
    ['fails with nonsense', undefined],
    ['hangs up', undefined],
  ])('of an S3 that %s has the fault %s, and its owner is told once', async (how, fault) => {
    const advice: string[] = []
    s3.breakDown(how)
    const store = storeOf((text) => advice.push(text))
    expect(await store.faultOf(demand)).toBe(fault)
    expect(await store.faultOf(demand)).toBe(fault)
    expect(advice).toHaveLength(1)
    expect(advice[0]).toContain(`The bucket logs of trail ${trailArn}`)
  })
})
