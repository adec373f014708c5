import type { Tag } from '../../identity/tag.ts'
import { collection, type ResourceChange, type ResourceReader } from '../../ledger/resources.ts'
import { invalidField } from './errors.ts'

export type Tags = Readonly<Record<string, string>>

/** Of components, their versions, core devices and deployments, each under its ARN; without any, not at all. */
const resourceTags = collection<Tags>('greengrass/tags')

const TAGS_MAX = 50

export function tagsOf(arn: string, resources: ResourceReader): Tags {
  return resources.get(resourceTags, arn) ?? {}
}

/** As policies ask for them. */
export function tagList(tags: Tags = {}): readonly Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

export function putTags(arn: string, tags: Tags): ResourceChange {
  return Object.keys(tags).length === 0 ? resourceTags.delete(arn) : resourceTags.put(arn, tags)
}

export function deleteTags(arn: string): ResourceChange {
  return resourceTags.delete(arn)
}

/** Throws ValidationException for what no resource may have. */
export function checkTags(tags: Tags = {}): void {
  const reserved = Object.keys(tags).find((key) => key.toLowerCase().startsWith('aws:'))
  if (reserved !== undefined)
    throw invalidField('tags', `The tag key '${reserved}' must not begin with 'aws:'.`)
  if (Object.keys(tags).length > TAGS_MAX)
    throw invalidField('tags', `A resource can have at most ${TAGS_MAX} tags.`)
}
