import type { RemovePermissionInput } from '@aws-sdk/client-sns'
import { putTopic } from '../../../topics/topic.ts'
import type { Command } from '../../operation.ts'
import { notFound } from '../errors.ts'
import { statementsOf, withStatements } from '../topic-statements.ts'
import { onTopic, topicFor } from '../topics.ts'

export const removePermission: Command<RemovePermissionInput, void> = {
  kind: 'command',
  ...onTopic,
  run(input, call) {
    const topic = topicFor(input, call)
    const statements = statementsOf(topic)
    const kept = statements.filter(({ Sid }) => Sid !== input.Label)
    if (kept.length === statements.length) throw notFound('Statement does not exist')
    return { output: undefined, changes: [putTopic(withStatements(topic, kept))] }
  },
}
