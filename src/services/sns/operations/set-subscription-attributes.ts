import type { SetSubscriptionAttributesInput } from '@aws-sdk/client-sns'
import { putSubscription } from '../../../topics/subscription.ts'
import type { Command } from '../../operation.ts'
import { checkSubscriptionAttribute } from '../subscription-attributes.ts'
import { onSubscription, subscriptionFor } from '../subscriptions.ts'
import { withAttribute } from '../topic-attributes.ts'

export const setSubscriptionAttributes: Command<SetSubscriptionAttributesInput, void> = {
  kind: 'command',
  ...onSubscription,
  run(input, call) {
    const { AttributeName: name = '', AttributeValue: value = '' } = input
    const subscription = subscriptionFor(input, call)
    checkSubscriptionAttribute(name, value, 'AttributeName')
    const attributes = withAttribute(subscription.attributes, name, value)
    return { output: undefined, changes: [putSubscription({ ...subscription, attributes })] }
  },
}
