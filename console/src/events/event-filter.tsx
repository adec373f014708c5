import PropertyFilter, {
  type PropertyFilterProps,
} from '@cloudscape-design/components/property-filter'
import { useRef, useState } from 'react'
import { useSearch } from '../api/connection.ts'
import type { SearchField, SearchOperator, SearchQuery } from '../api/waymark-search.ts'
import { fieldLabels } from './event-fields.ts'
import type { Condition } from './event-view.ts'

interface Props {
  readonly conditions: readonly Condition[]
  readonly text: string
  readonly countText: string | undefined
  /** What else holds: the values offered are those found there. */
  readonly within: SearchQuery
  readonly onChange: (conditions: readonly Condition[], text: string) => void
}

const signs = {
  '=': 'equals',
  '!=': 'notEquals',
  ':': 'contains',
  '!:': 'notContains',
  '^': 'startsWith',
} as const satisfies Partial<Record<PropertyFilterProps.ComparisonOperator, SearchOperator>>

type Sign = keyof typeof signs

const properties = (Object.keys(fieldLabels) as SearchField[]).map((key) => ({
  key,
  propertyLabel: fieldLabels[key],
  groupValuesLabel: `${fieldLabels[key]} values`,
  operators: Object.keys(signs) as Sign[],
}))

/** Any number of conditions at once, and words that may stand anywhere in the event. */
export function EventFilter({ conditions, text, countText, within, onChange }: Props) {
  const search = useSearch()
  const [options, setOptions] = useState<readonly PropertyFilterProps.FilteringOption[]>([])
  const [status, setStatus] = useState<'finished' | 'loading' | 'error'>('finished')
  const asked = useRef<AbortController>(undefined)
  const offer = async (field: SearchField, typed: string) => {
    asked.current?.abort()
    const { signal } = (asked.current = new AbortController())
    setStatus('loading')
    try {
      const values = await search.values(within, field, typed, signal)
      setOptions(
        values.map(({ value, count }) => ({
          propertyKey: field,
          value,
          label: value,
          tags: [`${count.toLocaleString('en')} events`],
        })),
      )
      setStatus('finished')
    } catch {
      // Offering values is a convenience; typing one works all the same.
      if (!signal.aborted) setStatus('error')
    }
  }
  return (
    <PropertyFilter
      query={{ operation: 'and', tokens: tokensOf(conditions, text) }}
      onChange={({ detail }) => onChange(conditionsOf(detail.tokens), wordsOf(detail.tokens))}
      filteringProperties={properties}
      filteringOptions={options}
      filteringStatusType={status}
      onLoadItems={({ detail }) => {
        const key = detail.filteringProperty?.key
        if (key !== undefined && detail.firstPage)
          void offer(key as SearchField, detail.filteringText)
      }}
      freeTextFiltering={{ operators: [':'], defaultOperator: ':' }}
      hideOperations
      tokenLimit={8}
      filteringPlaceholder="Filter by any property, or type words"
      filteringAriaLabel="Filter events"
      filteringErrorText="The values could not be loaded"
      {...(countText === undefined ? {} : { countText })}
    />
  )
}

function tokensOf(conditions: readonly Condition[], text: string): PropertyFilterProps.Token[] {
  const tokens = conditions.flatMap(({ field, operator, value }) => {
    const sign = (Object.keys(signs) as Sign[]).find((key) => signs[key] === operator)
    return sign ? [{ propertyKey: field, operator: sign, value }] : []
  })
  return text === '' ? tokens : [...tokens, { operator: ':', value: text }]
}

function conditionsOf(tokens: readonly PropertyFilterProps.Token[]): Condition[] {
  return tokens.flatMap(({ propertyKey, operator, value }) =>
    propertyKey === undefined
      ? []
      : [
          {
            field: propertyKey as SearchField,
            operator: signs[operator as Sign],
            value: textOf(value),
          },
        ],
  )
}

function wordsOf(tokens: readonly PropertyFilterProps.Token[]): string {
  return tokens
    .filter(({ propertyKey }) => propertyKey === undefined)
    .map(({ value }) => textOf(value))
    .join(' ')
    .trim()
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
