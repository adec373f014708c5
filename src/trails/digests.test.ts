import { expect, test } from 'vitest'
import { digestsOf, hourPasses, started, validated } from '../../test/support/digested-trail.ts'
import { memoryTrail } from '../../test/support/memory-trail.ts'

test('every hour has its digest, empty or not, chained to the one before', async () => {
  const site = await started()
  await site.delivery.deliverDue()
  await hourPasses(site)
  await hourPasses(site)
  const [first, second] = digestsOf(site)
  expect(site.bucket.digests()).toEqual([
    'logs/AWSLogs/111122223333/CloudTrail-Digest/us-west-2/2026/07/20/111122223333_CloudTrail-Digest_us-west-2_main_us-west-2_20260720T101542Z.json.gz',
    'logs/AWSLogs/111122223333/CloudTrail-Digest/us-west-2/2026/07/20/111122223333_CloudTrail-Digest_us-west-2_main_us-west-2_20260720T111542Z.json.gz',
  ])
  expect(first).toMatchObject({
    digestStartTime: '2026-07-20T09:15:42Z',
    digestEndTime: '2026-07-20T10:15:42Z',
    oldestEventTime: '2026-07-20T09:15:42Z',
    previousDigestS3Object: null,
    logFiles: [{ s3Bucket: 'logs', hashAlgorithm: 'SHA-256' }],
  })
  expect(second).toMatchObject({
    oldestEventTime: null,
    newestEventTime: null,
    previousDigestS3Object: site.bucket.digests()[0]?.slice('logs/'.length),
    logFiles: [],
  })
  expect(site.verify()).toEqual({ faults: [], validDigests: 2, validLogFiles: 1 })
  expect(site.status().latestDigestMs).toBe(site.clock.nowMs)
})

test('a multi-region trail has digests in every region, each with keys of its own', async () => {
  const site = await started({ ...validated, isMultiRegion: true })
  await site.delivery.deliverDue()
  await hourPasses(site)
  const folders = site.bucket.digests().map((name) => name.split('/')[4])
  expect(new Set(folders)).toEqual(new Set(['us-west-2', 'us-east-1', 'eu-west-1']))
  expect(site.verify()).toEqual({ faults: [], validDigests: 3, validLogFiles: 1 })
})

test('an organization’s trail has a chain for every account, in its folder', async () => {
  const site = await started({ ...validated, organizationId: 'o-exampleorg1' })
  await site.record('member', { recipientAccountId: '444455556666' })
  await site.delivery.deliverDue()
  await hourPasses(site)
  const folders = site.bucket.digests().map((name) => name.split('/').slice(1, 5).join('/'))
  expect(folders).toEqual(
    ['111122223333', '444455556666'].map(
      (account) => `AWSLogs/o-exampleorg1/${account}/CloudTrail-Digest`,
    ),
  )
  expect(site.verify()).toEqual({ faults: [], validDigests: 2, validLogFiles: 2 })
})

test('a stop ends the chain with a last digest, and a start begins another', async () => {
  const site = await started()
  await hourPasses(site)
  await site.stop()
  await site.record('stop')
  site.clock.nowMs += 60_000
  await site.digests.writeDue()
  expect(digestsOf(site)).toHaveLength(1)
  await site.delivery.deliverDue()
  await site.digests.writeDue()
  expect(digestsOf(site).at(-1)).toMatchObject({ digestEndTime: '2026-07-20T10:16:42Z' })
  expect(site.state()?.validation).toBeUndefined()
  await hourPasses(site)
  expect(digestsOf(site)).toHaveLength(2)

  await site.start()
  await site.record('again')
  await site.digests.writeDue()
  await hourPasses(site)
  expect(digestsOf(site).at(-1)?.previousDigestS3Object).toBeNull()
  expect(site.verify()).toEqual({ faults: [], validDigests: 3, validLogFiles: 3 })
})

test('a start before the last digest is written begins a chain after it', async () => {
  const site = await started()
  await site.delivery.deliverDue()
  await hourPasses(site)
  await site.stop()
  await site.record('stop')
  await site.delivery.deliverDue()
  site.clock.nowMs += 60_000
  site.bucket.onPut = () => {
    site.bucket.onPut = () => undefined
    void site.start()
    void site.record('again')
  }
  await site.digests.writeDue()
  await hourPasses(site)
  await hourPasses(site)
  const starts = digestsOf(site).filter((digest) => digest.previousDigestS3Object === null)
  expect(starts.map(({ digestStartTime }) => digestStartTime)).toEqual([
    '2026-07-20T09:15:42Z',
    '2026-07-20T10:16:42Z',
  ])
  expect(site.verify()).toEqual({ faults: [], validDigests: 4, validLogFiles: 3 })
})

test('the first digest starts with the trail, however late somebody looks', async () => {
  const site = await memoryTrail(validated)
  await site.start()
  await site.record('start')
  await site.delivery.deliverDue()
  await hourPasses(site, 2)
  expect(digestsOf(site).map(({ digestStartTime }) => digestStartTime)).toEqual([
    '2026-07-20T09:15:42Z',
    '2026-07-20T10:15:42Z',
  ])
})

test('a deleted trail leaves with its last digest', async () => {
  const site = await started()
  await site.remove()
  await site.record('deleted')
  await site.delivery.deliverDue()
  expect(site.state()).toBeDefined()
  await site.digests.writeDue()
  expect(site.state()).toBeUndefined()
  expect(site.verify()).toEqual({ faults: [], validDigests: 1, validLogFiles: 1 })
  const left = [...site.durable.store.resources.keys()].map((id) => id.split(' ')[0])
  expect(new Set(left)).toEqual(new Set(['trails/public-key']))
})

test('validation switched off ends the chain, switched on begins one', async () => {
  const site = await started()
  await hourPasses(site)
  await site.update({ ...validated, validatesLogFiles: false })
  await site.record('off')
  site.clock.nowMs += 1000
  await site.digests.writeDue()
  await site.delivery.deliverDue()
  await hourPasses(site, 3)
  expect(digestsOf(site)).toHaveLength(2)
  await site.update(validated)
  await site.record('on')
  await site.digests.writeDue()
  await hourPasses(site)
  expect(digestsOf(site)).toHaveLength(3)
  expect(digestsOf(site).at(-1)?.previousDigestS3Object).toBeNull()
})

test('a region that a trail leaves ends its chain, and has another when the trail comes back', async () => {
  const everywhere = { ...validated, isMultiRegion: true }
  const site = await started(everywhere)
  await site.record('elsewhere', { awsRegion: 'eu-west-1' })
  await hourPasses(site)
  await site.record('late', { awsRegion: 'eu-west-1' })
  await site.update(validated)
  await site.record('smaller')
  site.clock.nowMs += 600_000
  await site.digests.writeDue()
  await site.delivery.deliverDue()
  await site.digests.writeDue()
  const digests = () => site.bucket.digests().filter((name) => name.includes('eu-west-1'))
  expect(digests()).toHaveLength(2)
  await site.update(everywhere)
  await site.record('larger')
  await site.digests.writeDue()
  await hourPasses(site)
  await hourPasses(site)
  expect(digests()).toHaveLength(4)
  expect(site.verify().faults).toEqual([])
})

test('missed hours are made up for, each by itself, and a long absence by one digest', async () => {
  const site = await started()
  await hourPasses(site)
  await hourPasses(site, 5)
  expect(digestsOf(site)).toHaveLength(6)
  await hourPasses(site, 100)
  expect(digestsOf(site)).toHaveLength(6 + 25)
  expect(site.verify().faults).toEqual([])
})

test('keys are replaced after thirty days, and the old ones go on to verify', async () => {
  const site = await started()
  for (let day = 0; day < 70; day++) await hourPasses(site, 24)
  const keys = [...site.durable.store.resources.keys()].filter((id) =>
    id.startsWith('trails/public-key'),
  )
  expect(keys).toHaveLength(3)
  expect(site.verify().faults).toEqual([])
})
