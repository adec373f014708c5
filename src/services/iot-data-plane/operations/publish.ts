import type { PublishRequest } from '@aws-sdk/client-iot-data-plane'
import type { TopicSubscriber } from '../../../fleet/topic-message.ts'
import type { Command } from '../../operation.ts'
import { invalidRequest, tooLarge } from '../errors.ts'

const TOPIC_BYTES_MAX = 256
const PAYLOAD_BYTES_MAX = 128 * 1024

/** Gives the message to every subscriber there is. As AWS logs no messages, they are in no event history. */
export function publish(subscribers: readonly TopicSubscriber[]): Command<PublishRequest, void> {
  return {
    kind: 'command',
    isDataEvent: true,
    resourceArn: ({ topic = '' }, { region, accountId }) =>
      `arn:aws:iot:${region}:${accountId}:topic/${topic}`,
    run({ topic = '', payload = new Uint8Array() }, call) {
      if (/[#+\0]/.test(topic) || Buffer.byteLength(topic) > TOPIC_BYTES_MAX)
        throw invalidRequest('The topic is not one that can be published to.')
      if (payload.length > PAYLOAD_BYTES_MAX)
        throw tooLarge(`A message can have at most ${PAYLOAD_BYTES_MAX} bytes.`)
      const { accountId, region, nowMs, resources } = call
      const message = { accountId, region, topic, payload, nowMs }
      return {
        output: undefined,
        changes: subscribers.flatMap((subscriber) => subscriber.receive(message, resources)),
      }
    },
  }
}
