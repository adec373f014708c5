import type { SNSClient } from '@aws-sdk/client-sns'
import { type Notifier, NotifierError } from '../trails/notifier.ts'

const ATTEMPTS_MAX = 2
const ANSWER_MS = 15_000

/**
 * Topics of another SNS: AWS's own, or what speaks like it. Credentials come from where the AWS SDK looks for them. The SDK
 * is loaded when the first message is published.
 */
export function snsNotifier(endpoint: string): Notifier {
  const clients = new Map<string, Promise<SNSClient>>()
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? newClient(endpoint, region)
    clients.set(region, client)
    return client
  }
  return {
    async publish({ topicArn, message }) {
      try {
        const { PublishCommand } = await import('@aws-sdk/client-sns')
        const client = await clientOf(topicArn.split(':')[3] ?? '')
        await client.send(new PublishCommand({ TopicArn: topicArn, Message: message }), {
          abortSignal: AbortSignal.timeout(ANSWER_MS),
        })
      } catch (cause) {
        const { name, message: reason } = cause as Error
        throw new NotifierError(name.replace(/Exception$/, ''), reason, { cause })
      }
    },
  }
}

async function newClient(endpoint: string, region: string): Promise<SNSClient> {
  const { SNSClient } = await import('@aws-sdk/client-sns')
  return new SNSClient({ endpoint, region, maxAttempts: ATTEMPTS_MAX })
}
