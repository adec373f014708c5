import { expect, test } from 'vitest'
import { checkSettings } from './trail-settings.ts'

test.each(['x'.repeat(201), '/ct', 'ct/', 'a//b', 'a/./b', '../up', 'a\0b', 'a\ud83d', '\ude00'])(
  '%j cannot be a key prefix',
  (S3KeyPrefix) => {
    expect(() => checkSettings({ S3KeyPrefix })).toThrow(
      expect.objectContaining({ code: 'InvalidS3PrefixException' }),
    )
  },
)

test.each(['', 'ct', 'a/b', 'x'.repeat(200), 'a b', 'ünï/ключ', '😀', '.hidden', 'a..b'])(
  '%j can be a key prefix',
  (S3KeyPrefix) => {
    expect(() => checkSettings({ S3KeyPrefix })).not.toThrow()
  },
)
