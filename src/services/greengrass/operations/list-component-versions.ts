import type {
  ListComponentVersionsRequest,
  ListComponentVersionsResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { versionArn, versionsOfArn, onComponent } from '../component.ts'
import { pageOf } from '../paging.ts'
import { compareGreatestFirst, greatestFirst } from '../version.ts'

type List = Query<ListComponentVersionsRequest, ListComponentVersionsResponse>

/** Greatest first. Of a component that is not there, none: clients ask before they make its first version. */
export const listComponentVersions: List = {
  kind: 'query',
  ...onComponent,
  run({ arn = '', ...asked }, call) {
    const { items, nextToken } = pageOf(greatestFirst(versionsOfArn(arn, call)), asked, {
      scope: call,
      question: ['ListComponentVersions', arn],
      placeOf: ({ componentVersion }) => componentVersion,
      isBehind: ({ componentVersion }, place) => compareGreatestFirst(place, componentVersion) < 0,
    })
    return {
      componentVersions: items.map((version) => ({
        componentName: version.componentName,
        componentVersion: version.componentVersion,
        arn: versionArn(version),
      })),
      nextToken,
    }
  },
}
