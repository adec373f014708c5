import type { Tag } from '../identity/tag.ts'

type Input = Readonly<Record<string, unknown>>

/** The tags that a request brings, under the names that AWS's services have for them. */
export function requestTagsOf(input: Input): readonly Tag[] {
  const tags = input['Tags'] ?? input['TagsList'] ?? input['tags']
  if (Array.isArray(tags)) return tags.map(tagOf)
  if (typeof tags !== 'object' || tags === null) return []
  return Object.entries(tags).map(([Key, value]) => ({ Key, Value: String(value) }))
}

/** Keys of the tags that a request brings, or takes away. */
export function requestTagKeysOf(input: Input): readonly string[] {
  const removed = input['TagKeys'] ?? input['tagKeys']
  if (Array.isArray(removed)) return removed.map(String)
  return requestTagsOf(input).map(({ Key }) => Key)
}

function tagOf({ Key = '', Value = '' }: Partial<Tag>): Tag {
  return { Key, Value }
}
