import type { Tag as TagInput } from '@aws-sdk/client-sts'
import type { Session } from '../../identity/session.ts'
import type { Tag } from '../../identity/tag.ts'
import { invalidParameterValue } from './errors.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */

export function tagsOf(tags: readonly TagInput[] = []): Tag[] {
  return tags.map(({ Key = '', Value = '' }) => ({ Key, Value }))
}

/** What a session hands on to the next one in a chain of roles. */
export function inheritedTags(session: Session | undefined): readonly Tag[] {
  if (!session) return []
  const keys = new Set(session.transitiveTagKeys.map((key) => key.toLowerCase()))
  return session.tags.filter(({ Key }) => keys.has(Key.toLowerCase()))
}

/** Throws InvalidParameterValue for tags that contradict each other or the session before. */
export function sessionTagsOf(
  passed: readonly Tag[],
  transitiveKeys: readonly string[],
  before: Session | undefined,
): Pick<Session, 'tags' | 'transitiveTagKeys'> {
  const inherited = inheritedTags(before)
  const keys = new Set(passed.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < passed.length)
    throw invalidParameterValue(
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    )
  if (passed.some(({ Key }) => Key.toLowerCase().startsWith('aws:')))
    throw invalidParameterValue('Tag keys that start with aws: are reserved.')
  if (inherited.some(({ Key }) => keys.has(Key.toLowerCase())))
    throw invalidParameterValue(
      "One of the specified tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    )
  if (!transitiveKeys.every((key) => keys.has(key.toLowerCase())))
    throw invalidParameterValue(
      'The specified transitive tag key must be included in the requested tags.',
    )
  return {
    tags: [...inherited, ...passed],
    transitiveTagKeys: [...inherited.map(({ Key }) => Key), ...transitiveKeys],
  }
}
