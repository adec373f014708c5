import type { RemoveTagsRequest } from '@aws-sdk/client-cloudtrail'
import { putTrail } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { onTrail } from '../on-trail.ts'
import { trailToTag } from '../tags.ts'

/** Keys that the trail does not have are passed over, and values are not looked at. */
export const removeTags: Command<RemoveTagsRequest, void> = {
  kind: 'command',
  ...onTrail(({ ResourceId }) => ResourceId),
  run({ ResourceId = '', TagsList = [] }, call) {
    const trail = trailToTag(ResourceId, call)
    const removed = new Set(TagsList.map(({ Key }) => Key))
    const tags = trail.tags.filter(({ key }) => !removed.has(key))
    return { output: undefined, changes: [putTrail({ ...trail, tags })] }
  },
}
