import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-cloudtrail'
import type { Query } from '../../operation.ts'
import { cloudTrailError, noToken } from '../errors.ts'
import { onEachTrail } from '../on-trail.ts'
import { taggedTrail } from '../tags.ts'

const RESOURCES_MAX = 20

export const listTags: Query<ListTagsRequest, ListTagsResponse> = {
  kind: 'query',
  ...onEachTrail('cloudtrail:ListTags', ({ ResourceIdList = [] }) => ResourceIdList),
  run({ ResourceIdList = [], NextToken }, call) {
    noToken(NextToken)
    if (ResourceIdList.length > RESOURCES_MAX)
      throw cloudTrailError(
        'ValidationException',
        `1 validation error detected: Value at 'resourceIdList' failed to satisfy constraint: Member must have length less than or equal to ${RESOURCES_MAX}`,
      )
    return {
      ResourceTagList: ResourceIdList.map((ResourceId) => ({
        ResourceId,
        TagsList: taggedTrail(ResourceId, call).tags.map(({ key, value }) => ({
          Key: key,
          Value: value,
        })),
      })),
    }
  },
}
