import type {
  ListNamedShadowsForThingRequest,
  ListNamedShadowsForThingResponse,
} from '@aws-sdk/client-iot-data-plane'
import { pageInTextOrder } from '../../../base/paging.ts'
import { scopeKey } from '../../../fleet/scope.ts'
import { shadowsOf } from '../../../fleet/shadow.ts'
import { thingArn } from '../../../fleet/thing.ts'
import type { Query } from '../../operation.ts'
import { invalidRequest } from '../errors.ts'
import { checkThing } from '../shadows.ts'

const PAGE_DEFAULT = 25

type List = Query<ListNamedShadowsForThingRequest, ListNamedShadowsForThingResponse>

export const listNamedShadowsForThing: List = {
  kind: 'query',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run({ thingName = '', pageSize = PAGE_DEFAULT, nextToken: token }, call) {
    checkThing(thingName, call)
    const names = shadowsOf(call.resources, call, thingName)
      .map(({ shadowName }) => shadowName)
      .filter((name) => name !== '')

    const page = pageInTextOrder(names, {
      question: ['ListNamedShadowsForThing', scopeKey(call), thingName],
      size: pageSize,
      token,
      textOf: (name: string) => name,
    })
    if (!page) throw invalidRequest('The nextToken is not valid.')
    return {
      results: [...page.items],
      nextToken: page.nextToken,
      timestamp: Math.floor(call.nowMs / 1000),
    }
  },
}
