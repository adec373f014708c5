import type { AuditEvent, EventResource } from '../audit/audit-event.ts'
import type { AdvancedSelector, BasicSelector, FieldSelector, Selectors } from './selectors.ts'

export type EventTest = (event: AuditEvent) => boolean

/** Whether any of the selectors selects an event: made once, asked for every event. */
export function compileSelectors(selectors: Selectors): EventTest {
  const byCategory = new Map<string, EventTest[]>()
  const add = (category: string, test: EventTest) =>
    byCategory.set(category, [...(byCategory.get(category) ?? []), test])
  switch (selectors.kind) {
    case 'basic':
      for (const selector of selectors.selectors) addBasic(selector, add)
      break
    case 'advanced':
      for (const selector of selectors.selectors) addAdvanced(selector, add)
  }
  return (event) => {
    const tests = byCategory.get(event.eventCategory)
    if (tests) for (const test of tests) if (test(event)) return true
    return false
  }
}

type Add = (category: string, test: EventTest) => void

function addBasic(selector: BasicSelector, add: Add): void {
  const isWanted = readWriteTest(selector.readWriteType)
  if (selector.includeManagementEvents) {
    const excluded = new Set(selector.excludeManagementEventSources)
    add('Management', (event) => isWanted(event) && !excluded.has(event.eventSource))
  }
  for (const { type, values } of selector.dataResources) {
    const isListed = basicValuesTest(type, values)
    add('Data', (event) => isWanted(event) && someResource(event, type, isListed))
  }
}

function readWriteTest(type: BasicSelector['readWriteType']): EventTest {
  switch (type) {
    case 'All':
      return () => true
    case 'ReadOnly':
      return ({ readOnly }) => readOnly
    case 'WriteOnly':
      return ({ readOnly }) => !readOnly
  }
}

/** Values of S3 are prefixes; those of functions and tables name one, unless they name the service. */
function basicValuesTest(type: string, values: readonly string[]): (arn: string) => boolean {
  if (type === 'AWS::S3::Object') return (arn) => values.some((value) => arn.startsWith(value))
  const exact = new Set(values)
  const isAll = values.some((value) => value.split(':').length <= 3)
  return isAll ? () => true : (arn) => exact.has(arn)
}

function someResource(
  { resources = [] }: AuditEvent,
  type: string,
  isListed: (arn: string) => boolean,
): boolean {
  for (const resource of resources)
    if (resource.type === type && isListed(arnOf(resource))) return true
  return false
}

function arnOf(resource: EventResource): string {
  return 'ARN' in resource ? resource.ARN : resource.ARNPrefix
}

function addAdvanced({ fieldSelectors }: AdvancedSelector, add: Add): void {
  const valueOf = (name: string) =>
    fieldSelectors.find(({ field }) => field === name)?.equals?.[0] ?? ''
  const tests = fieldSelectors
    .filter(({ field }) => field !== 'eventCategory')
    // Resources last: they cost most.
    .toSorted((a, b) => costOf(a) - costOf(b))
    .map((selector) => fieldTest(selector, valueOf('resources.type')))
  add(valueOf('eventCategory'), (event) => {
    for (const test of tests) if (!test(event)) return false
    return true
  })
}

function costOf({ field }: FieldSelector): number {
  return field.startsWith('resources.') ? 1 : 0
}

/** Fields of one value. One that an event lacks is never selected, and never deselected. */
const texts: Readonly<Record<string, (event: AuditEvent) => string | undefined>> = {
  readOnly: ({ readOnly }) => (readOnly ? 'true' : 'false'),
  eventName: ({ eventName }) => eventName,
  eventSource: ({ eventSource }) => eventSource,
  eventType: ({ eventType }) => eventType,
  errorCode: ({ errorCode }) => errorCode,
  sessionCredentialFromConsole: ({ sessionCredentialFromConsole }) => sessionCredentialFromConsole,
  vpcEndpointId: (event) => (event as { readonly vpcEndpointId?: string }).vpcEndpointId,
  'userIdentity.arn': ({ userIdentity }) => userIdentity.arn,
}

function fieldTest(selector: FieldSelector, resourceType: string): EventTest {
  const isSelected = selectTest(selector)
  const isDeselected = deselectTest(selector)
  const read = texts[selector.field]
  if (read)
    return (event) => {
      const value = read(event)
      if (value === undefined) return isSelected === undefined
      return (isSelected?.(value) ?? true) && !isDeselected(value)
    }
  const isType = selector.field === 'resources.type'
  return ({ resources = [] }) => {
    let isMissing = true
    for (const resource of resources) {
      // The ARNs that count are those of the type that the selector is for.
      if (!isType && resource.type !== resourceType) continue
      const value = isType ? resource.type : arnOf(resource)
      // One is enough: what is left out beside it must not take it along.
      if ((isSelected?.(value) ?? true) && !isDeselected(value)) return true
      isMissing = false
    }
    return isMissing && isSelected === undefined
  }
}

type TextTest = (text: string) => boolean

/** Undefined where no operator selects: then everything is selected. */
function selectTest({ equals, startsWith, endsWith }: FieldSelector): TextTest | undefined {
  return equals || startsWith || endsWith ? anyOf(equals, startsWith, endsWith) : undefined
}

function deselectTest({ notEquals, notStartsWith, notEndsWith }: FieldSelector): TextTest {
  return anyOf(notEquals, notStartsWith, notEndsWith)
}

function anyOf(
  equal: readonly string[] = [],
  starts: readonly string[] = [],
  ends: readonly string[] = [],
): TextTest {
  const exact = new Set(equal)
  return (text) => {
    if (exact.has(text)) return true
    for (const start of starts) if (text.startsWith(start)) return true
    for (const end of ends) if (text.endsWith(end)) return true
    return false
  }
}
