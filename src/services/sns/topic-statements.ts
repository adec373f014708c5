import type { Topic } from '../../topics/topic.ts'
import { checkTopicPolicy } from './topic-policies.ts'

export interface PolicyStatement {
  readonly Sid?: string
  readonly [element: string]: unknown
}

/** The statements of a topic's policy, as they were written. */
export function statementsOf(topic: Topic): readonly PolicyStatement[] {
  const { Statement } = documentOf(topic)
  return Array.isArray(Statement)
    ? (Statement as PolicyStatement[])
    : [Statement as PolicyStatement]
}

/** The topic with other statements in its policy. Throws as AWS does. */
export function withStatements(topic: Topic, Statement: readonly PolicyStatement[]): Topic {
  const Policy = JSON.stringify({ ...documentOf(topic), Statement })
  checkTopicPolicy(Policy, topic.arn)
  return { ...topic, attributes: { ...topic.attributes, Policy } }
}

/** It was checked when it was put. */
function documentOf({ attributes }: Topic): Readonly<Record<string, unknown>> {
  return JSON.parse(attributes['Policy'] ?? '{"Statement":[]}') as Record<string, unknown>
}
