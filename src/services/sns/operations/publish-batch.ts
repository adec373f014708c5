import type {
  PublishBatchInput,
  PublishBatchRequestEntry,
  PublishBatchResponse,
} from '@aws-sdk/client-sns'
import type { ResourceChange } from '../../../ledger/resources.ts'
import { ServiceError } from '../../../wire/service-error.ts'
import type { Command } from '../../operation.ts'
import { batchError } from '../errors.ts'
import { snsModel } from '../model.generated.ts'
import { MESSAGE_BYTES_MAX, published, sizeOf } from '../publishing.ts'
import { onTopic, topicFor } from '../topics.ts'

const ENTRIES_MAX = 10

/** What is wrong with one message does not keep the others from being published. */
export const publishBatch: Command<PublishBatchInput, PublishBatchResponse> = {
  kind: 'command',
  ...onTopic,
  iamAction: 'Publish',
  isDataEvent: true,
  eventResources: ({ TopicArn = '' }, _output, { accountId }) => [
    { accountId: TopicArn.split(':')[4] ?? accountId, type: 'AWS::SNS::Topic', ARN: TopicArn },
  ],
  run(input, call) {
    const topic = topicFor(input, call)
    const { PublishBatchRequestEntries: entries = [] } = input
    checkEntries(entries)
    const Successful: { Id: string; MessageId: string }[] = []
    const Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = []
    const changes: ResourceChange[] = []
    for (const entry of entries) {
      const { Id = '' } = entry
      try {
        const { messageId, changes: queued } = published(entry, topic, call)
        changes.push(...queued)
        Successful.push({ Id, MessageId: messageId })
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error
        const Code = snsModel.errors[error.code]?.queryCode ?? error.code
        Failed.push({ Id, Code, Message: error.message, SenderFault: true })
      }
    }
    const isForeign = topic.accountId !== call.accountId
    return {
      output: { Successful, Failed },
      changes,
      ...(isForeign ? { copiesFor: [topic.accountId] } : {}),
    }
  },
}

function checkEntries(entries: readonly PublishBatchRequestEntry[]): void {
  if (entries.length === 0)
    throw batchError('EmptyBatchRequestException', "The batch request doesn't contain any entries.")
  if (entries.length > ENTRIES_MAX)
    throw batchError(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible.',
    )
  const ids = entries.map(({ Id = '' }) => Id)
  if (!ids.every((id) => /^[\w-]{1,80}$/.test(id)))
    throw batchError(
      'InvalidBatchEntryIdException',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    )
  if (new Set(ids).size < ids.length)
    throw batchError(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    )
  if (entries.reduce((bytes, entry) => bytes + sizeOf(entry), 0) > MESSAGE_BYTES_MAX)
    throw batchError(
      'BatchRequestTooLongException',
      'The length of all the batch messages put together is more than the limit.',
    )
}
