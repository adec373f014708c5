import type { ListSubscriptionsInput, ListSubscriptionsResponse } from '@aws-sdk/client-sns'
import { subscriptionsOfPlace } from '../../../topics/subscription.ts'
import { placeKey } from '../../../topics/topic.ts'
import type { Query } from '../../operation.ts'
import { pageOf } from '../paging.ts'
import { subscriptionDescription } from '../subscriptions.ts'
import { onAllTopics } from '../topics.ts'

/** The caller's own, to whatever topics. */
export const listSubscriptions: Query<ListSubscriptionsInput, ListSubscriptionsResponse> = {
  kind: 'query',
  ...onAllTopics,
  run({ NextToken: token }, { resources, accountId, region }) {
    const own = resources.find(subscriptionsOfPlace, placeKey(accountId, region))
    const { page, ...next } = pageOf(own, ['ListSubscriptions', accountId, region], token)
    return { Subscriptions: page.map(subscriptionDescription), ...next }
  },
}
