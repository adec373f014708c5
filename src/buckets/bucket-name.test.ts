import { expect, test } from 'vitest'
import { isBucketName } from './bucket-name.ts'

test.each(['abc', 'audit-logs', 'a.b.c', '1bucket1', 'x'.repeat(63)])('%s is a name', (name) => {
  expect(isBucketName(name)).toBe(true)
})

test.each([
  'ab',
  'x'.repeat(64),
  'Upper',
  'under_score',
  '-start',
  'end-',
  '.dot',
  'a..b',
  '192.168.1.1',
  'xn--bucket',
  'sthree-bucket',
  'bucket-s3alias',
  'bucket--ol-s3',
  'a/b',
  '..',
  '',
])('%j is none', (name) => {
  expect(isBucketName(name)).toBe(false)
})
