import type { Clock } from '../base/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type Notifier, NotifierError } from '../trails/notifier.ts'
import { publication } from '../topics/queued-message.ts'
import { topicOf } from '../topics/topic.ts'
import { mayPublish } from './topic-access.ts'

const SERVICE = 'cloudtrail.amazonaws.com'

export interface TrailTopicsParts {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Told what a topic lacks, once as long as it does. */
  readonly advise: (reason: string) => void
}

/** The installation's own topics, as trails use them. */
export function topicsForTrails({ ledger, clock, advise }: TrailTopicsParts): Notifier {
  const advised = new Map<string, string>()
  const refusal = (topicArn: string, code: string, reason: string) => {
    if (advised.get(topicArn) !== reason) advise(reason)
    advised.set(topicArn, reason)
    return new NotifierError(code, reason)
  }
  return {
    async publish({ id, topicArn, trailArn, message }) {
      const topic = topicOf(ledger.resources, topicArn)
      if (!topic)
        throw refusal(
          topicArn,
          'NotFound',
          `The topic ${topicArn} of trail ${trailArn} does not exist.`,
        )
      const asked = {
        service: SERVICE,
        sourceArn: trailArn,
        sourceAccount: trailArn.split(':')[4] ?? '',
      }
      if (!mayPublish(topic, asked))
        throw refusal(
          topicArn,
          'AuthorizationError',
          `The policy of topic ${topicArn} needs a statement that allows ${SERVICE} SNS:Publish, for aws:SourceArn ${trailArn}.`,
        )
      advised.delete(topicArn)
      const notification = { messageId: id, topicArn, message, publishedMs: clock.now() }
      const changes = publication(ledger.resources, { type: 'Notification', ...notification })
      await ledger.commit({ events: [], changes })
    },
  }
}
