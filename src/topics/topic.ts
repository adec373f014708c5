import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'

/** A topic as we keep it, in SNS's words. */
export interface Topic {
  readonly arn: string
  readonly name: string
  /** The owner's. */
  readonly accountId: string
  readonly region: string
  /** Those that were given or set, as they were written; `Policy` always. */
  readonly attributes: Readonly<Record<string, string>>
  readonly tags: readonly TopicTag[]
}

export interface TopicTag {
  readonly Key: string
  readonly Value: string
}

export const topics = collection<Topic>('topics/topic')

export const topicsOfRegion: Index<Topic> = {
  of: topics,
  keyOf: ({ accountId, region }) => placeKey(accountId, region),
}

export function topicOf(resources: ResourceReader, arn: string): Topic | undefined {
  return resources.get(topics, arn)
}

export function putTopic(topic: Topic) {
  return topics.put(topic.arn, topic)
}

export function topicArn(accountId: string, region: string, name: string): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`
}

/** The key under which {@link topicsOfRegion} and the subscriptions of an account in a region are found. */
export function placeKey(accountId: string, region: string): string {
  return `${accountId}/${region}`
}

/** The policy of every new topic: its owner's account may do everything with it. */
export function defaultPolicy({
  arn,
  accountId,
}: Pick<Topic, 'arn' | 'accountId'>): Readonly<Record<string, unknown>> {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  }
}
