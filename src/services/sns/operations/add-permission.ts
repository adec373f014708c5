import type { AddPermissionInput } from '@aws-sdk/client-sns'
import { putTopic } from '../../../topics/topic.ts'
import type { Command } from '../../operation.ts'
import { invalidParameter } from '../errors.ts'
import { statementsOf, withStatements } from '../topic-statements.ts'
import { onTopic, topicFor } from '../topics.ts'

/** What AWS lets a statement for other accounts allow. */
const grantable = new Set([
  'AddPermission',
  'DeleteTopic',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'Publish',
  'Receive',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
])

/** A statement of the topic's policy for other accounts. */
export const addPermission: Command<AddPermissionInput, void> = {
  kind: 'command',
  ...onTopic,
  run(input, call) {
    const topic = topicFor(input, call)
    const { Label = '', AWSAccountId: accountIds = [], ActionName: actions = [] } = input
    const statements = statementsOf(topic)
    if (statements.some(({ Sid }) => Sid === Label))
      throw invalidParameter('Statement already exists')
    if (actions.length === 0 || actions.some((action) => !grantable.has(action)))
      throw invalidParameter('Policy statement action out of service scope!')
    if (accountIds.length === 0 || accountIds.some((id) => !/^\d{12}$/.test(id)))
      throw invalidParameter('AWSAccountId')
    const statement = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: oneOrMore(accountIds.map((id) => `arn:aws:iam::${id}:root`)) },
      Action: oneOrMore(actions.map((action) => `SNS:${action}`)),
      Resource: topic.arn,
    }
    return {
      output: undefined,
      changes: [putTopic(withStatements(topic, [...statements, statement]))],
    }
  },
}

function oneOrMore(items: readonly string[]): string | readonly string[] | undefined {
  return items.length === 1 ? items[0] : items
}
