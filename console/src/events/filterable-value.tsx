import { memo } from 'react'
import type { SearchField } from '../api/waymark-search.ts'
import { fieldLabels } from './event-fields.ts'

/** Told when somebody clicks a value to see only it, or everything but it. */
export type OnFilter = (field: SearchField, operator: 'equals' | 'notEquals', value: string) => void

interface Props {
  readonly field: SearchField
  readonly value: string
  readonly href?: string | undefined
  readonly onFilter: OnFilter
}

/** There are hundreds on a page, so they are made of plain elements. */
export const FilterableValue = memo(function FilterableValue(props: Props) {
  const { field, value, href, onFilter } = props
  const named = `${fieldLabels[field]} ${value}`
  return (
    <span className="value">
      {href === undefined ? (
        <span title={value}>{value}</span>
      ) : (
        <a href={href} title={value}>
          {value}
        </a>
      )}
      <span className="value-actions">
        <button
          type="button"
          aria-label={`Only ${named}`}
          title="Only this"
          onClick={() => onFilter(field, 'equals', value)}
        >
          +
        </button>
        <button
          type="button"
          aria-label={`Exclude ${named}`}
          title="Exclude this"
          onClick={() => onFilter(field, 'notEquals', value)}
        >
          −
        </button>
      </span>
    </span>
  )
})
