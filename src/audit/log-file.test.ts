import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { logFileBody, logFileKey } from './log-file.ts'

const place = {
  accountId: '123456789012',
  region: 'us-west-2',
  newestEventMs: Date.parse('2026-07-20T09:12:01Z'),
  identity: ['arn', 1, 2],
}

test('a key as CloudTrail makes it, at a multiple of five minutes', () => {
  expect(logFileKey(place)).toMatch(
    /^AWSLogs\/123456789012\/CloudTrail\/us-west-2\/2026\/07\/20\/123456789012_CloudTrail_us-west-2_20260720T0915Z_[A-Za-z0-9]{16}\.json\.gz$/,
  )
})

test('the folder is that of the slot, also across midnight', () => {
  const newestEventMs = Date.parse('2026-12-31T23:59:59Z')
  expect(logFileKey({ ...place, newestEventMs, keyPrefix: 'ct' })).toMatch(
    /^ct\/AWSLogs\/123456789012\/CloudTrail\/us-west-2\/2027\/01\/01\/.*_20270101T0000Z_/,
  )
})

test('the same file has the same key, another one another', () => {
  expect(logFileKey(place)).toBe(logFileKey({ ...place }))
  expect(logFileKey(place)).not.toBe(logFileKey({ ...place, identity: ['arn', 1, 3] }))
})

test('a body is one gzip member, and the same events give the same bytes', () => {
  const body = logFileBody(['{"a":1}', '{"b":"é"}']).bytes
  expect(gunzipSync(body).toString('utf8')).toBe('{"Records":[{"a":1},{"b":"é"}]}')
  expect(logFileBody(['{"a":1}', '{"b":"é"}']).bytes).toEqual(body)
})
