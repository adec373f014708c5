import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
} from '@aws-sdk/client-sns'
import type { Query } from '../../operation.ts'
import { subscriptionAttributes } from '../subscription-attributes.ts'
import { onSubscription, subscriptionFor } from '../subscriptions.ts'

export const getSubscriptionAttributes: Query<
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse
> = {
  kind: 'query',
  ...onSubscription,
  run: (input, call) => ({
    Attributes: subscriptionAttributes(subscriptionFor(input, call), call),
  }),
}
