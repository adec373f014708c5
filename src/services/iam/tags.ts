import type { Tag } from '../../identity/tag.ts'
import type { Call, Command, FurtherAction, Query } from '../operation.ts'
import { invalidInput, quotaExceeded } from './errors.ts'
import { type ChangeableKind, changeCommand, type Kind } from './kind.ts'
import { pageOf, type Paging } from './paging.ts'
import { quotas } from './quotas.ts'

interface Tagged {
  readonly tags: readonly Tag[]
}

type TagsInput = readonly {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}[]

/** The tags of something new. */
export function tagsOf(input: TagsInput | undefined): readonly Tag[] {
  return withTags([], input ?? [])
}

/** To make something with tags takes the right to tag it besides: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
export function madeWithTags<Input extends { readonly Tags?: TagsInput | undefined }>(
  tagAction: string,
  resourceArn: (input: Input, call: Call) => string,
) {
  return {
    resourceArn,
    furtherActions: (input: Input, call: Call): readonly FurtherAction[] =>
      input.Tags?.length ? [{ action: tagAction, resourceArn: resourceArn(input, call) }] : [],
  }
}

/** Only where there are any, as AWS shows them. */
export function tagsOutput({ tags }: Tagged): { Tags?: Tag[] } {
  return tags.length === 0 ? {} : { Tags: [...tags] }
}

interface AddsTags {
  Tags?: TagsInput | undefined
}

/** TagUser, TagRole, … */
export function tagCommand<Names, T extends Tagged>(
  kind: ChangeableKind<Names, T>,
): Command<Names & AddsTags, undefined> {
  return changeCommand(kind, (entity, { Tags = [] }: AddsTags) => ({
    ...entity,
    tags: withTags(entity.tags, Tags),
  }))
}

interface RemovesTags {
  TagKeys?: string[] | undefined
}

/** UntagUser, UntagRole, … A key that is not there is no error. */
export function untagCommand<Names, T extends Tagged>(
  kind: ChangeableKind<Names, T>,
): Command<Names & RemovesTags, undefined> {
  return changeCommand(kind, (entity, { TagKeys = [] }: RemovesTags) => {
    const removed = new Set(TagKeys.map((key) => key.toLowerCase()))
    return { ...entity, tags: entity.tags.filter(({ Key }) => !removed.has(Key.toLowerCase())) }
  })
}

/** ListUserTags, ListRoleTags, … */
export function listTagsQuery<Names, T extends Tagged>(
  kind: Kind<Names, T>,
): Query<Names & Paging, { Tags: Tag[] }> {
  return {
    kind: 'query',
    resourceArn: kind.arn,
    run(input, call) {
      const { items, rest } = pageOf(kind.find(input, call).tags, ({ Key }) => Key, input, call)
      return { Tags: [...items], ...rest }
    },
  }
}

/** Keys are unique without regard to case; a tag given again takes the new spelling and value. */
function withTags(existing: readonly Tag[], added: TagsInput): readonly Tag[] {
  const tags = new Map(existing.map((tag) => [tag.Key.toLowerCase(), tag]))
  const given = new Set<string>()
  for (const { Key = '', Value = '' } of added) {
    const key = Key.toLowerCase()
    if (given.has(key))
      throw invalidInput(
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      )
    if (key.startsWith('aws:'))
      throw invalidInput(`Tag keys that start with aws: are reserved for system use: ${Key}`)
    given.add(key)
    tags.set(key, { Key, Value })
  }
  if (tags.size > quotas.tags) throw quotaExceeded('TagsPerResource', quotas.tags)
  return [...tags.values()]
}
