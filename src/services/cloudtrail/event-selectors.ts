import type {
  AdvancedEventSelector,
  AdvancedFieldSelector,
  EventSelector,
  PutEventSelectorsRequest,
  PutEventSelectorsResponse,
} from '@aws-sdk/client-cloudtrail'
import type {
  AdvancedSelector,
  BasicSelector,
  FieldSelector,
  Selectors,
} from '../../trails/selectors.ts'
import { checkAdvancedSelectors } from './check-advanced-selectors.ts'
import { checkBasicSelectors } from './check-basic-selectors.ts'
import { invalidSelectors } from './errors.ts'

/** The selectors of a request, with defaults filled in. Throws InvalidEventSelectorsException. */
export function selectorsOf(input: PutEventSelectorsRequest): Selectors {
  const { EventSelectors: basic, AdvancedEventSelectors: advanced } = input
  if (basic && advanced)
    throw invalidSelectors('Specify either EventSelectors or AdvancedEventSelectors, not both.')
  if (basic?.length) return checkBasicSelectors(basic.map(basicOf))
  if (advanced?.length) return checkAdvancedSelectors(advanced.map(advancedOf))
  throw invalidSelectors('At least one event selector must be specified.')
}

export function selectorsOutput(
  selectors: Selectors,
): Pick<PutEventSelectorsResponse, 'EventSelectors' | 'AdvancedEventSelectors'> {
  switch (selectors.kind) {
    case 'basic':
      return { EventSelectors: selectors.selectors.map(basicOutput) }
    case 'advanced':
      return { AdvancedEventSelectors: selectors.selectors.map(advancedOutput) }
  }
}

function basicOf(given: EventSelector): BasicSelector {
  return {
    readWriteType: given.ReadWriteType ?? 'All',
    includeManagementEvents: given.IncludeManagementEvents ?? true,
    dataResources: (given.DataResources ?? []).map(({ Type = '', Values = [] }) => ({
      type: Type,
      values: Values,
    })),
    excludeManagementEventSources: given.ExcludeManagementEventSources ?? [],
  }
}

function basicOutput(selector: BasicSelector): EventSelector {
  return {
    ReadWriteType: selector.readWriteType,
    IncludeManagementEvents: selector.includeManagementEvents,
    DataResources: selector.dataResources.map(({ type, values }) => ({
      Type: type,
      Values: [...values],
    })),
    ExcludeManagementEventSources: [...selector.excludeManagementEventSources],
  }
}

/** Our names of the operators, and AWS's. */
const operators = [
  ['equals', 'Equals'],
  ['startsWith', 'StartsWith'],
  ['endsWith', 'EndsWith'],
  ['notEquals', 'NotEquals'],
  ['notStartsWith', 'NotStartsWith'],
  ['notEndsWith', 'NotEndsWith'],
] as const

function advancedOf({ Name, FieldSelectors = [] }: AdvancedEventSelector): AdvancedSelector {
  return {
    ...(Name === undefined ? {} : { name: Name }),
    fieldSelectors: FieldSelectors.map(fieldOf),
  }
}

function fieldOf(given: AdvancedFieldSelector): FieldSelector {
  const values = operators.flatMap(([ours, theirs]) =>
    given[theirs] === undefined ? [] : [[ours, given[theirs]] as const],
  )
  return { field: given.Field ?? '', ...Object.fromEntries(values) }
}

function advancedOutput({ name, fieldSelectors }: AdvancedSelector): AdvancedEventSelector {
  return {
    ...(name === undefined ? {} : { Name: name }),
    FieldSelectors: fieldSelectors.map(fieldOutput),
  }
}

function fieldOutput(selector: FieldSelector): AdvancedFieldSelector {
  const values = operators.flatMap(([ours, theirs]) =>
    selector[ours] === undefined ? [] : [[theirs, selector[ours]] as const],
  )
  return { Field: selector.field, ...Object.fromEntries(values) }
}
