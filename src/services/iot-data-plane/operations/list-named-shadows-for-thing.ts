import type {
  ListNamedShadowsForThingRequest,
  ListNamedShadowsForThingResponse,
} from '@aws-sdk/client-iot-data-plane'
import { shadowsOf } from '../../../fleet/shadow.ts'
import type { Query } from '../../operation.ts'
import { scopedPaging } from '../../scoped-paging.ts'
import { thingTraffic } from '../../thing-traffic.ts'
import { invalidRequest } from '../errors.ts'
import { checkThing } from '../shadows.ts'

const { pageInTextOrder } = scopedPaging({ sizeDefault: 25, invalidToken: invalidRequest })

type List = Query<ListNamedShadowsForThingRequest, ListNamedShadowsForThingResponse>

export const listNamedShadowsForThing: List = {
  kind: 'query',
  ...thingTraffic,
  run({ thingName = '', pageSize: maxResults, nextToken: token }, call) {
    checkThing(thingName, call)
    const names = shadowsOf(call.resources, call, thingName)
      .map(({ shadowName }) => shadowName)
      .filter((name) => name !== '')

    const { items, nextToken } = pageInTextOrder(
      names,
      { maxResults, nextToken: token },
      {
        scope: call,
        question: ['ListNamedShadowsForThing', thingName],
        textOf: (name) => name,
      },
    )
    return {
      results: [...items],
      nextToken,
      timestamp: Math.floor(call.nowMs / 1000),
    }
  },
}
