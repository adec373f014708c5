import type { OperationModel, ServiceModel, Structure, Type } from '../../wire/model.ts'

/**
 * What event history can be asked beyond LookupEvents: a service of our own in the form of AWS's, so that it is signed,
 * authorized and recorded like any other. docs/console-api.md tells it from the outside.
 */

type WaymarkOperation =
  | 'SearchEvents'
  | 'CountEvents'
  | 'ListFieldValues'
  | 'GetEvent'
  | 'ExplainDenial'

const text: Type = { kind: 'string' }
const number: Type = { kind: 'number' }
const flag: Type = { kind: 'boolean' }
const time: Type = { kind: 'timestamp' }
const structure = (name: string): Type => ({ kind: 'structure', name })
const listOf = (of: Type): Type => ({ kind: 'list', of })

/** All members optional but those named after them. */
function shape(types: Readonly<Record<string, Type>>, ...required: readonly string[]): Structure {
  const members = Object.entries(types).map(([name, type]) => [
    name,
    required.includes(name) ? { type, required: true } : { type },
  ])
  return { members: Object.fromEntries(members) as Structure['members'] }
}

function operation(name: WaymarkOperation): OperationModel {
  const path = `/waymark/${name}`
  const shapes = { input: `${name}Request`, output: `${name}Response` }
  return { name, method: 'POST', path, successStatus: 200, ...shapes }
}

export const waymarkModel: ServiceModel<WaymarkOperation> = {
  sdkId: 'Waymark',
  eventSource: 'waymark.local',
  signingName: 'waymark',
  protocol: 'restJson1',
  apiVersion: '2026-11-01',
  operations: {
    SearchEvents: operation('SearchEvents'),
    CountEvents: operation('CountEvents'),
    ListFieldValues: operation('ListFieldValues'),
    GetEvent: operation('GetEvent'),
    ExplainDenial: operation('ExplainDenial'),
  },
  shapes: {
    EventQuery: shape({
      filters: listOf(structure('EventFilter')),
      text,
      startTime: time,
      endTime: time,
      regions: listOf(text),
    }),
    EventFilter: shape({ field: text, operator: text, values: listOf(text) }, 'field', 'operator'),
    Event: shape({
      position: number,
      eventId: text,
      eventTime: time,
      eventName: text,
      eventSource: text,
      username: text,
      readOnly: flag,
      errorCode: text,
      sourceIPAddress: text,
      awsRegion: text,
      accessKeyId: text,
      principalArn: text,
      resources: listOf(structure('Resource')),
      cloudTrailEvent: text,
    }),
    Resource: shape({ type: text, name: text }),
    SearchEventsRequest: shape({
      query: structure('EventQuery'),
      maxResults: number,
      nextToken: text,
      after: number,
      waitSeconds: number,
    }),
    SearchEventsResponse: shape({
      events: listOf(structure('Event')),
      nextToken: text,
      newestPosition: number,
    }),
    CountEventsRequest: shape({ query: structure('EventQuery'), bucketSeconds: number }),
    CountEventsResponse: shape({
      bucketSeconds: number,
      buckets: listOf(structure('Bucket')),
      total: number,
    }),
    Bucket: shape({ startTime: time, total: number, errors: number, denied: number }),
    ListFieldValuesRequest: shape(
      { query: structure('EventQuery'), field: text, prefix: text, maxResults: number },
      'field',
    ),
    ListFieldValuesResponse: shape({ values: listOf(structure('FieldValue')) }),
    FieldValue: shape({ value: text, count: number }),
    GetEventRequest: shape({ eventId: text }, 'eventId'),
    GetEventResponse: shape({
      event: structure('Event'),
      deliveries: listOf(structure('Delivery')),
    }),
    Delivery: shape({
      trailArn: text,
      s3Bucket: text,
      s3Object: text,
      digestS3Bucket: text,
      digestS3Object: text,
    }),
    ExplainDenialRequest: shape({ eventId: text }, 'eventId'),
    ExplainDenialResponse: shape({ evaluation: structure('Evaluation') }),
    Evaluation: shape({
      action: text,
      resource: text,
      decision: text,
      statements: listOf(structure('EvaluatedStatement')),
    }),
    EvaluatedStatement: shape({
      policy: text,
      policyType: text,
      sid: text,
      effect: text,
      matched: flag,
      decided: flag,
      mismatch: text,
    }),
  },
  errors: {
    ValidationException: { httpStatus: 400 },
    InvalidNextTokenException: { httpStatus: 400 },
    ResourceNotFoundException: { httpStatus: 404 },
    AccessDeniedException: { httpStatus: 403 },
  },
}
