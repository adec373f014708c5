import fc from 'fast-check'
import { expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import type { AuditEvent, EventResource } from '../audit/audit-event.ts'
import { compileSelectors } from './compile-selectors.ts'
import type { AdvancedSelector, BasicSelector, FieldSelector, Selectors } from './selectors.ts'

const management: FieldSelector = { field: 'eventCategory', equals: ['Management'] }
const dataOf = (type: string): readonly FieldSelector[] => [
  { field: 'eventCategory', equals: ['Data'] },
  { field: 'resources.type', equals: [type] },
]

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
