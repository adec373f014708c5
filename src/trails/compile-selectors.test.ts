import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import type { AuditEvent, EventResource } from '../audit/audit-event.ts'
import { compileSelectors } from './compile-selectors.ts'
import type { AdvancedSelector, BasicSelector, FieldSelector, Selectors } from './selectors.ts'

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

const operatorNames = [
  'equals',
  'startsWith',
  'endsWith',
  'notEquals',
  'notStartsWith',
  'notEndsWith',
] as const
const word = fc.constantFrom('a', 'ab', 'b', 'ba', 'arn:a', 'true', 'false')
const types = ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'] as const
const type = fc.constantFrom(...types)

const anyEvent: fc.Arbitrary<AuditEvent> = fc
  .record({
    readOnly: fc.boolean(),
    eventName: word,
    eventSource: fc.constantFrom('kms.amazonaws.com', 'a', 'b'),
    eventCategory: fc.constantFrom('Management' as const, 'Data' as const),
    errorCode: fc.option(word, { nil: undefined }),
    resources: fc.option(fc.array(fc.record({ type, ARN: word }), { maxLength: 3 }), {
      nil: undefined,
    }),
    arn: fc.option(word, { nil: undefined }),
  })
  .map(({ errorCode, resources, arn, ...members }) =>
    auditEvent({
      ...members,
      userIdentity: arn === undefined ? { type: 'AWSService' } : { type: 'IAMUser', arn },
      ...(errorCode === undefined ? {} : { errorCode }),
      ...(resources ? { resources } : {}),
    }),
  )

const anyField: fc.Arbitrary<FieldSelector> = fc
  .record({
    field: fc.constantFrom(
      'readOnly',
      'eventName',
      'eventSource',
      'errorCode',
      'resources.ARN',
      'userIdentity.arn',
    ),
    used: fc.subarray([...operatorNames], { minLength: 1 }),
    values: fc.array(word, { minLength: 1, maxLength: 3 }),
  })
  .map(({ field, used, values }) => ({
    field,
    ...Object.fromEntries(used.map((name) => [name, values])),
  }))

const anySelectors: fc.Arbitrary<Selectors> = fc.oneof(
  fc
    .array(
      fc.record({
        readWriteType: fc.constantFrom('All' as const, 'ReadOnly' as const, 'WriteOnly' as const),
        includeManagementEvents: fc.boolean(),
        dataResources: fc.array(
          fc.record({ type, values: fc.array(fc.oneof(word, fc.constant('arn:aws:s3'))) }),
        ),
        excludeManagementEventSources: fc.subarray(['kms.amazonaws.com']),
      }),
      { maxLength: 3 },
    )
    .map((selectors) => ({ kind: 'basic' as const, selectors })),
  fc
    .array(
      fc
        .record({
          fields: fc.array(anyField, { maxLength: 3 }),
          of: fc.option(type, { nil: undefined }),
        })
        .map(({ fields, of }) => ({
          fieldSelectors: [...(of === undefined ? [management] : dataOf(of)), ...fields],
        })),
      { maxLength: 3 },
    )
    .map((selectors) => ({ kind: 'advanced' as const, selectors })),
)

test('a compiled selector selects what a plain reading of AWS’s rules selects', () => {
  fc.assert(
    fc.property(anySelectors, anyEvent, (selectors, event) => {
      expect(compileSelectors(selectors)(event)).toBe(plainly(selectors, event))
    }),
    { numRuns: 5_000 },
  )
})

function plainly({ kind, selectors }: Selectors, event: AuditEvent): boolean {
  return kind === 'basic'
    ? selectors.some((selector) => plainlyBasic(selector, event))
    : selectors.some((selector) => plainlyAdvanced(selector, event))
}

function plainlyBasic(selector: BasicSelector, event: AuditEvent): boolean {
  const { readWriteType, includeManagementEvents, dataResources } = selector
  if (readWriteType !== 'All' && (readWriteType === 'ReadOnly') !== event.readOnly) return false
  if (event.eventCategory === 'Management')
    return (
      includeManagementEvents && !selector.excludeManagementEventSources.includes(event.eventSource)
    )
  return dataResources.some(({ type: wanted, values }) =>
    values.some((value) =>
      (event.resources ?? []).some((resource) => {
        const [of, ARN] = [resource.type, arnOf(resource)]
        if (of !== wanted) return false
        return of === 'AWS::S3::Object'
          ? ARN.startsWith(value)
          : ARN === value || value.split(':').length <= 3
      }),
    ),
  )
}

function arnOf(resource: EventResource): string {
  return 'ARN' in resource ? resource.ARN : resource.ARNPrefix
}

function plainlyAdvanced({ fieldSelectors }: AdvancedSelector, event: AuditEvent): boolean {
  const wanted = fieldSelectors.find(({ field }) => field === 'resources.type')?.equals?.[0]
  return fieldSelectors.every((selector) => {
    const values = valuesOf(selector.field, event, wanted)
    const { equals, startsWith, endsWith, notEquals, notStartsWith, notEndsWith } = selector
    const selects = equals ?? startsWith ?? endsWith
    const isSelected = (value: string) =>
      selects === undefined ||
      equals?.includes(value) === true ||
      startsWith?.some((start) => value.startsWith(start)) === true ||
      endsWith?.some((end) => value.endsWith(end)) === true
    const isDeselected = (value: string) =>
      notEquals?.includes(value) === true ||
      notStartsWith?.some((start) => value.startsWith(start)) === true ||
      notEndsWith?.some((end) => value.endsWith(end)) === true
    return values.length === 0
      ? selects === undefined
      : values.some((value) => isSelected(value) && !isDeselected(value))
  })
}

function valuesOf(field: string, event: AuditEvent, wanted?: string): readonly string[] {
  const resources = event.resources ?? []
  if (field === 'resources.type') return resources.map(({ type: of }) => of)
  if (field === 'resources.ARN') return resources.filter(({ type: of }) => of === wanted).map(arnOf)
  const value =
    field === 'userIdentity.arn'
      ? event.userIdentity.arn
      : (event as unknown as Record<string, unknown>)[field]
  return value === undefined ? [] : [typeof value === 'string' ? value : JSON.stringify(value)]
}
