import { linkTo } from '../app/location.ts'
import type {
  SearchField,
  SearchFilter,
  SearchOperator,
  SearchQuery,
} from '../api/waymark-search.ts'
import { fieldLabels } from './event-fields.ts'

/** What most people look for first. */
export type Chip = 'writes' | 'all' | 'errors' | 'denied'

/** One condition as a person sets it. */
export interface Condition {
  readonly field: SearchField
  readonly operator: SearchOperator
  readonly value: string
}

export type TimeRange =
  | { readonly kind: 'last'; readonly seconds: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number }

/** What Event history shows: all of it stands in the address, so every view is a link. */
export interface EventView {
  readonly chip: Chip
  readonly conditions: readonly Condition[]
  readonly text: string
  readonly range: TimeRange | undefined
}

const chips: readonly string[] = ['writes', 'all', 'errors', 'denied'] satisfies Chip[]
const operators: readonly string[] = [
  'equals',
  'notEquals',
  'contains',
  'notContains',
  'startsWith',
  'exists',
  'notExists',
] satisfies SearchOperator[]

export const everything: EventView = { chip: 'all', conditions: [], text: '', range: undefined }

export function viewOf(query: URLSearchParams): EventView {
  const chip = query.get('show') ?? 'writes'
  return {
    chip: chips.includes(chip) ? (chip as Chip) : 'writes',
    conditions: query.getAll('f').flatMap(conditionsIn),
    text: query.get('text') ?? '',
    range: rangeIn(query),
  }
}

export function linkToView({ chip, conditions, text, range }: EventView): string {
  const query = new URLSearchParams()
  if (chip !== 'writes') query.set('show', chip)
  for (const { field, operator, value } of conditions)
    query.append('f', `${field}~${operator}~${value}`)
  if (text !== '') query.set('text', text)
  if (range?.kind === 'last') query.set('last', String(range.seconds))
  if (range?.kind === 'between') {
    query.set('from', String(range.from))
    query.set('to', String(range.to))
  }
  return linkTo(['events'], query)
}

/** The link to everything with one value. */
export function linkToValue(field: SearchField, value: string): string {
  return linkToView({ ...everything, conditions: [{ field, operator: 'equals', value }] })
}

export function searchOf({ chip, conditions, text, range }: EventView, nowMs: number): SearchQuery {
  const filters = [...chipFilters[chip], ...filtersOf(conditions)]
  return {
    ...(filters.length === 0 ? {} : { filters }),
    ...(text === '' ? {} : { text }),
    ...timesOf(range, nowMs),
  }
}

const chipFilters: Readonly<Record<Chip, readonly SearchFilter[]>> = {
  writes: [{ field: 'readOnly', operator: 'equals', values: ['false'] }],
  all: [],
  errors: [{ field: 'errorCode', operator: 'exists' }],
  denied: [
    {
      field: 'errorCode',
      operator: 'equals',
      values: ['AccessDenied', 'Client.UnauthorizedOperation'],
    },
  ],
}

const negative: readonly SearchOperator[] = ['notEquals', 'notContains']

/** Values of one field are alternatives, unless they are excluded: then none of them may be there. */
function filtersOf(conditions: readonly Condition[]): SearchFilter[] {
  const filters: SearchFilter[] = []
  for (const { field, operator, value } of conditions) {
    const same = filters.findIndex((other) => other.field === field && other.operator === operator)
    const before = filters[same]
    if (!before || negative.includes(operator)) filters.push({ field, operator, values: [value] })
    else filters[same] = { ...before, values: [...(before.values ?? []), value] }
  }
  return filters
}

function timesOf(range: TimeRange | undefined, nowMs: number) {
  switch (range?.kind) {
    case undefined:
      return {}
    case 'last':
      return { startTime: Math.floor(nowMs / 1000) - range.seconds }
    case 'between':
      return { startTime: range.from, endTime: range.to }
  }
}

function conditionsIn(text: string): Condition[] {
  const [field = '', operator = '', ...rest] = text.split('~')
  if (!Object.hasOwn(fieldLabels, field) || !operators.includes(operator)) return []
  return [
    {
      field: field as SearchField,
      operator: operator as SearchOperator,
      value: rest.join('~'),
    },
  ]
}

function rangeIn(query: URLSearchParams): TimeRange | undefined {
  const seconds = Number(query.get('last'))
  if (seconds > 0) return { kind: 'last', seconds }
  const from = Number(query.get('from'))
  const to = Number(query.get('to'))
  return from > 0 && to > from ? { kind: 'between', from, to } : undefined
}
