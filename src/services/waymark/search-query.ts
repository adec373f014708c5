import type {
  SearchField,
  SearchFilter,
  SearchQuery,
  SearchTest,
} from '../../history/event-search.ts'
import type { Call } from '../operation.ts'
import { waymarkError } from './errors.ts'

/** As it comes in: `field` and `operator` are known ones by then, and no list is too long. */
export interface EventQuery {
  readonly filters?: readonly EventFilter[]
  readonly text?: string
  readonly startTime?: Date
  readonly endTime?: Date
  readonly regions?: readonly string[]
}

interface EventFilter {
  readonly field: SearchField
  readonly operator: string
  readonly values?: readonly string[]
}

type Meaning = Pick<SearchFilter, 'test' | 'isNegated'>

const means = (test: SearchTest, isNegated = false): Meaning => ({ test, isNegated })

export const operators: ReadonlyMap<string, Meaning> = new Map([
  ['equals', means('equals')],
  ['notEquals', means('equals', true)],
  ['contains', means('contains')],
  ['notContains', means('contains', true)],
  ['startsWith', means('starts-with')],
  ['exists', means('exists')],
  ['notExists', means('exists', true)],
])

export function searchQueryOf(
  { filters = [], text = '', startTime, endTime, regions }: EventQuery = {},
  { accountId }: Pick<Call, 'accountId'>,
): SearchQuery {
  if (startTime && endTime && startTime > endTime)
    throw waymarkError('ValidationException', 'startTime must not be after endTime.')
  return {
    accountId,
    ...(regions ? { regions } : {}),
    ...(startTime ? { fromMs: startTime.getTime() } : {}),
    ...(endTime ? { toMs: endTime.getTime() } : {}),
    filters: filters.map(filterOf),
    words: text.split(/\s+/).filter((word) => word !== ''),
  }
}

function filterOf({ field, operator, values = [] }: EventFilter): SearchFilter {
  const { test = 'equals', isNegated = false } = operators.get(operator) ?? {}
  if (test !== 'exists' && values.length === 0)
    throw waymarkError('ValidationException', `A filter with ${operator} needs values.`)
  return { field, test, isNegated, values }
}
