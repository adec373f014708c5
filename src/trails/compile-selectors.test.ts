import { describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import { compileSelectors } from './compile-selectors.ts'
import type { BasicSelector, FieldSelector, Selectors } from './selectors.ts'

const read = auditEvent({ readOnly: true })
const write = auditEvent({ readOnly: false, eventName: 'CreateDeployment' })
const kms = auditEvent({ readOnly: false, eventSource: 'kms.amazonaws.com', eventName: 'Encrypt' })
const data = (type: string, ARN: string, members: Partial<AuditEvent> = {}) =>
  auditEvent({
    managementEvent: false,
    eventCategory: 'Data',
    resources: [{ type, ARN }],
    ...members,
  })
const object = (key: string, members: Partial<AuditEvent> = {}) =>
  auditEvent({
    managementEvent: false,
    eventCategory: 'Data',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${key}` },
      { accountId: '111122223333', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::bucket' },
    ],
    ...members,
  })
const resolveComponents = data('AWS::GreengrassV2::ComponentVersion', 'arn:aws:greengrass:x', {
  eventName: 'ResolveComponentCandidates',
})

const basic = (selector: Partial<BasicSelector>): Selectors => ({
  kind: 'basic',
  selectors: [
    {
      readWriteType: 'All',
      includeManagementEvents: true,
      dataResources: [],
      excludeManagementEventSources: [],
      ...selector,
    },
  ],
})
const advanced = (...selectors: readonly (readonly FieldSelector[])[]): Selectors => ({
  kind: 'advanced',
  selectors: selectors.map((fieldSelectors) => ({ fieldSelectors })),
})
const management: FieldSelector = { field: 'eventCategory', equals: ['Management'] }
const dataOf = (type: string): readonly FieldSelector[] => [
  { field: 'eventCategory', equals: ['Data'] },
  { field: 'resources.type', equals: [type] },
]
const objects = dataOf('AWS::S3::Object')

describe('what AWS’s examples select', () => {
  test.each<[string, Selectors, readonly AuditEvent[], readonly AuditEvent[]]>([
    ['all management events', basic({}), [read, write, kms], [object('b/k'), resolveComponents]],
    ['writes', basic({ readWriteType: 'WriteOnly' }), [write, kms], [read]],
    ['reads', basic({ readWriteType: 'ReadOnly' }), [read], [write, kms]],
    [
      'all but those of KMS',
      basic({ excludeManagementEventSources: ['kms.amazonaws.com'] }),
      [read, write],
      [kms],
    ],
    [
      'one bucket’s objects',
      basic({
        includeManagementEvents: false,
        dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::b/'] }],
      }),
      [object('b/k')],
      [read, object('bb/k'), resolveComponents],
    ],
    [
      'objects with a prefix, written',
      basic({
        readWriteType: 'WriteOnly',
        dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::b/pre'] }],
      }),
      [write, object('b/prefix', { readOnly: false })],
      [object('b/prefix'), object('b/other', { readOnly: false }), read],
    ],
    [
      'all objects',
      basic({ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }),
      [object('b/k'), object('c/k')],
      [data('AWS::Lambda::Function', 'arn:aws:lambda:us-west-2:111122223333:function:f')],
    ],
    [
      'one function',
      basic({
        dataResources: [
          {
            type: 'AWS::Lambda::Function',
            values: ['arn:aws:lambda:us-west-2:111122223333:function:f'],
          },
        ],
      }),
      [data('AWS::Lambda::Function', 'arn:aws:lambda:us-west-2:111122223333:function:f')],
      [data('AWS::Lambda::Function', 'arn:aws:lambda:us-west-2:111122223333:function:ff')],
    ],
    [
      'all tables',
      basic({ dataResources: [{ type: 'AWS::DynamoDB::Table', values: ['arn:aws:dynamodb'] }] }),
      [data('AWS::DynamoDB::Table', 'arn:aws:dynamodb:us-west-2:111122223333:table/t')],
      [object('b/k')],
    ],
    [
      'management writes, component resolution, one bucket’s deletes',
      advanced(
        [management, { field: 'readOnly', equals: ['false'] }],
        [
          ...dataOf('AWS::GreengrassV2::ComponentVersion'),
          { field: 'eventName', equals: ['ResolveComponentCandidates'] },
        ],
        [
          ...objects,
          { field: 'resources.ARN', startsWith: ['arn:aws:s3:::b/'] },
          { field: 'eventName', startsWith: ['Delete'] },
        ],
      ),
      [
        write,
        resolveComponents,
        object('b/k', { eventName: 'DeleteObject' }),
        object('b/k', { eventName: 'DeleteObjects' }),
      ],
      [read, object('b/k'), object('c/k', { eventName: 'DeleteObject' })],
    ],
    [
      'management events but those of KMS and the RDS Data API',
      advanced([
        management,
        { field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
      ]),
      [read, write],
      [kms, object('b/k')],
    ],
    [
      'objects of all buckets but one',
      advanced([...objects, { field: 'resources.ARN', notStartsWith: ['arn:aws:s3:::b/'] }]),
      [object('c/k')],
      [object('b/k')],
    ],
    [
      'listings of a bucket',
      advanced([...objects, { field: 'resources.ARN', startsWith: ['arn:aws:s3:::b/'] }]),
      [
        {
          ...object('b/k'),
          resources: [{ type: 'AWS::S3::Object', ARNPrefix: 'arn:aws:s3:::b/' }],
        },
      ],
      [
        {
          ...object('b/k'),
          resources: [{ type: 'AWS::S3::Object', ARNPrefix: 'arn:aws:s3:::c/' }],
        },
      ],
    ],
    [
      'objects beside others that are left out',
      advanced([...objects, { field: 'resources.ARN', notStartsWith: ['arn:aws:s3:::b/tmp/'] }]),
      [
        {
          ...object('b/secret'),
          eventName: 'DeleteObjects',
          resources: ['b/tmp/1', 'b/secret'].map((key) => ({
            type: 'AWS::S3::Object',
            ARN: `arn:aws:s3:::${key}`,
          })),
        },
      ],
      [object('b/tmp/1')],
    ],
    [
      'what somebody does not do from the console',
      advanced([...objects, { field: 'sessionCredentialFromConsole', notEquals: ['true'] }]),
      [object('b/k')],
      [object('b/k', { sessionCredentialFromConsole: 'true' })],
    ],
    [
      'what a selected field is missing for',
      advanced([...objects, { field: 'sessionCredentialFromConsole', equals: ['true'] }]),
      [object('b/k', { sessionCredentialFromConsole: 'true' })],
      [object('b/k')],
    ],
  ])('%s', (_name, selectors, selected, others) => {
    const test = compileSelectors(selectors)
    expect([selected.map(test), others.map(test)]).toEqual([
      selected.map(() => true),
      others.map(() => false),
    ])
  })
})
