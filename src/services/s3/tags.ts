import type { Tagging } from '@aws-sdk/client-s3'
import { s3Error } from './errors.ts'

const KEY_CHARACTERS_MAX = 128
const VALUE_CHARACTERS_MAX = 256

/**
 * The tags of a tag set, checked. Throws `InvalidTag` and `BadRequest`.
 *
 * @param max how many there may be: fifty of a bucket, ten of an object
 */
export function tagsOf(
  tagging: Pick<Tagging, 'TagSet'> | undefined,
  max: number,
): readonly { readonly key: string; readonly value: string }[] {
  const tags = (tagging?.TagSet ?? []).map(({ Key = '', Value = '' }) => ({
    key: Key,
    value: Value,
  }))
  if (tags.length > max)
    throw s3Error('InvalidTag', {}, `Object tags cannot be greater than ${max}`)
  if (new Set(tags.map(({ key }) => key)).size < tags.length)
    throw s3Error('InvalidTag', {}, 'Cannot provide multiple Tags with the same key')
  for (const { key, value } of tags) {
    if (key === '' || key.length > KEY_CHARACTERS_MAX)
      throw s3Error('InvalidTag', { TagKey: key }, 'The TagKey you have provided is invalid')
    if (value.length > VALUE_CHARACTERS_MAX)
      throw s3Error('InvalidTag', { TagKey: key }, 'The TagValue you have provided is invalid')
    if (key.toLowerCase().startsWith('aws:'))
      throw s3Error(
        'InvalidTag',
        { TagKey: key },
        'System tags cannot be added/updated by requester',
      )
  }
  return tags
}

export function tagSetOf(
  tags: readonly { readonly key: string; readonly value: string }[] | undefined,
): { Key: string; Value: string }[] {
  return (tags ?? []).map(({ key, value }) => ({ Key: key, Value: value }))
}
