import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import {
  type Digest,
  digestBody,
  digestFileKey,
  digestHash,
  digestMetadata,
  digestText,
  stringToSign,
} from './digest-file.ts'

const first: Digest = {
  accountId: '123456789012',
  startMs: Date.parse('2026-07-20T08:01:31Z'),
  endMs: Date.parse('2026-07-20T09:01:31Z'),
  s3Bucket: 'audit-bucket',
  s3Object: 'ct/AWSLogs/digest.json.gz',
  publicKeyFingerprint: '31e8b5433410dfb61a9dc45cc65b22ff',
  logFiles: [],
}
const second: Digest = {
  ...first,
  previous: {
    s3Bucket: 'audit-bucket',
    s3Object: 'before.json.gz',
    hashValue: 'ab',
    signature: 'cd',
  },
  logFiles: ['2026-07-20T08:38:00Z', '2026-07-20T07:57:03Z'].map((oldest, i) => ({
    s3Bucket: 'audit-bucket',
    s3Object: `log-${i}.json.gz`,
    hashValue: `hash-${i}`,
    oldestEventMs: Date.parse(oldest),
    newestEventMs: Date.parse(oldest) + 60_000,
  })),
}

test('the key that `validate-logs` looks for', () => {
  const place = {
    accountId: '123456789012',
    region: 'eu-west-1',
    keyPrefix: 'ct',
    trailName: 'main',
    homeRegion: 'us-west-2',
    endMs: first.endMs,
  }
  const folder = '123456789012/CloudTrail-Digest/eu-west-1/2026/07/20'
  const name = '123456789012_CloudTrail-Digest_eu-west-1_main_us-west-2_20260720T090131Z.json.gz'
  expect(digestFileKey(place)).toBe(`ct/AWSLogs/${folder}/${name}`)
  expect(digestFileKey({ ...place, organizationId: 'o-exampleorg1' })).toBe(
    `ct/AWSLogs/o-exampleorg1/${folder}/${name}`,
  )
})

test('the first of a chain, and empty: members in CloudTrail’s order, null where there is nothing', () => {
  expect(digestText(first)).toBe(
    '{"awsAccountId":"123456789012","digestStartTime":"2026-07-20T08:01:31Z","digestEndTime":"2026-07-20T09:01:31Z",' +
      '"digestS3Bucket":"audit-bucket","digestS3Object":"ct/AWSLogs/digest.json.gz",' +
      '"digestPublicKeyFingerprint":"31e8b5433410dfb61a9dc45cc65b22ff","digestSignatureAlgorithm":"SHA256withRSA",' +
      '"newestEventTime":null,"oldestEventTime":null,"previousDigestS3Bucket":null,"previousDigestS3Object":null,' +
      '"previousDigestHashValue":null,"previousDigestHashAlgorithm":null,"previousDigestSignature":null,"logFiles":[]}',
  )
  expect(stringToSign(first, 'ef')).toBe(
    '2026-07-20T09:01:31Z\naudit-bucket/ct/AWSLogs/digest.json.gz\nef\nnull',
  )
})

test('a later one vouches for its files and for the one before', () => {
  expect(JSON.parse(digestText(second))).toMatchObject({
    newestEventTime: '2026-07-20T08:39:00Z',
    oldestEventTime: '2026-07-20T07:57:03Z',
    previousDigestS3Bucket: 'audit-bucket',
    previousDigestS3Object: 'before.json.gz',
    previousDigestHashValue: 'ab',
    previousDigestHashAlgorithm: 'SHA-256',
    previousDigestSignature: 'cd',
    logFiles: [
      {
        s3Bucket: 'audit-bucket',
        s3Object: 'log-0.json.gz',
        hashValue: 'hash-0',
        hashAlgorithm: 'SHA-256',
        newestEventTime: '2026-07-20T08:39:00Z',
        oldestEventTime: '2026-07-20T08:38:00Z',
      },
      { s3Object: 'log-1.json.gz' },
    ],
  })
  expect(stringToSign(second, 'ef').split('\n').at(-1)).toBe('cd')
})

test('the body is the text in one gzip member, and the signature travels beside it', () => {
  const text = digestText(second)
  expect(gunzipSync(digestBody(text)).toString('utf8')).toBe(text)
  expect(digestHash(text)).toMatch(/^[0-9a-f]{64}$/)
  expect(digestMetadata('cd')).toEqual({
    signature: 'cd',
    'signature-algorithm': 'SHA256withRSA',
  })
})
