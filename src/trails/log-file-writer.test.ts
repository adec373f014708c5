import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import { FaultyBucket, recordsOf } from '../../test/support/faulty-bucket.ts'
import type { LedgerReader } from '../ledger/follower.ts'
import { type LogFileJob, logFileWriter } from './log-file-writer.ts'
import { selectionOf } from './trail.ts'
import { someTrail } from '../../test/support/memory-trail.ts'

const MIB = 1024 * 1024

function readerOf(events: readonly string[]): LedgerReader {
  return {
    read: (after, upTo, limit) =>
      events
        .slice(after, Math.min(upTo, after + limit))
        .map((json, i) => ({ position: after + i + 1, json })),
    close: () => undefined,
  }
}

function jobOf(events: readonly string[], members: Partial<LogFileJob> = {}): LogFileJob {
  const selection = selectionOf(someTrail({ isMultiRegion: true }))
  return {
    trailArn: 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main',
    s3BucketName: 'logs',
    recorded: [{ after: 0, selection }],
    after: 0,
    upTo: events.length,
    eventsSinceMs: 0,
    ...members,
  }
}

test('a file has at most fifty megabytes before compression, and nothing is lost between files', async () => {
  const events = Array.from({ length: 400 }, (_, i) =>
    JSON.stringify(
      auditEvent({
        eventID: String(i),
        awsRegion: ['us-west-2', 'us-east-1', 'eu-west-1'][i % 3] ?? '',
        requestParameters: { text: 'x'.repeat(MIB / 2) },
      }),
    ),
  )
  const bucket = new FaultyBucket()
  const { files, failures } = await logFileWriter(readerOf(events), bucket).write(jobOf(events))
  expect(failures).toEqual({})
  expect(files.map(({ s3Object }) => `logs/${s3Object}`)).toEqual([...bucket.objects.keys()])
  expect(files.length).toBeGreaterThan(4)
  const ids = [...bucket.objects.values()].flatMap(({ body }) => {
    expect(gunzipSync(body).length).toBeLessThanOrEqual(50 * MIB)
    return recordsOf(body).map(({ eventID }) => eventID)
  })
  expect(ids.map(Number).toSorted((a, b) => a - b)).toEqual(events.map((_, i) => i))
})

test('the same job makes the same files', async () => {
  const events = ['2026-07-20T09:12:01Z', '2026-07-20T09:11:59Z'].map((eventTime) =>
    JSON.stringify(auditEvent({ eventTime })),
  )
  const bucket = new FaultyBucket()
  const writer = logFileWriter(readerOf(events), bucket)
  const once = await writer.write(jobOf(events))
  expect(await writer.write(jobOf(events))).toEqual(once)
  expect(once.files).toMatchObject([
    {
      accountId: '111122223333',
      region: 'us-west-2',
      oldestEventMs: Date.parse('2026-07-20T09:11:59Z'),
      newestEventMs: Date.parse('2026-07-20T09:12:01Z'),
    },
  ])
  const [object] = bucket.objects.values()
  expect(object).toMatchObject({
    contentType: 'application/json',
    contentEncoding: 'gzip',
    acl: 'bucket-owner-full-control',
    trailArn: 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main',
  })
})
