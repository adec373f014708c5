import type { AddTagsRequest } from '@aws-sdk/client-cloudtrail'
import { putTrail } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { onTrail } from '../on-trail.ts'
import { checkTagCount, trailToTag, tagsOf } from '../tags.ts'

/** A tag replaces the one of the same key. */
export const addTags: Command<AddTagsRequest, void> = {
  kind: 'command',
  ...onTrail(({ ResourceId }) => ResourceId),
  run({ ResourceId = '', TagsList }, call) {
    const trail = trailToTag(ResourceId, call)
    const added = new Map(tagsOf(TagsList).map((tag) => [tag.key, tag]))
    const kept = trail.tags.map((tag) => added.get(tag.key) ?? tag)
    const keptKeys = new Set(kept.map(({ key }) => key))
    const tags = [...kept, ...[...added.values()].filter(({ key }) => !keptKeys.has(key))]
    checkTagCount(tags.length)
    return { output: undefined, changes: [putTrail({ ...trail, tags })] }
  },
}
