import type { AdvancedEventSelector, EventSelector } from '@aws-sdk/client-cloudtrail'
import Box from '@cloudscape-design/components/box'

interface Props {
  readonly selectors: readonly EventSelector[]
  readonly advancedSelectors: readonly AdvancedEventSelector[]
}

/** What a trail selects, as sentences. */
export function SelectorsPanel({ selectors, advancedSelectors }: Props) {
  const lines = [...selectors.flatMap(basicLines), ...advancedSelectors.map(advancedLine)]
  if (lines.length === 0) return <Box>It selects nothing.</Box>
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function basicLines(selector: EventSelector): string[] {
  const { ReadWriteType = 'All', ExcludeManagementEventSources: excluded = [] } = selector
  const which = ReadWriteType === 'All' ? 'All' : ReadWriteType === 'ReadOnly' ? 'Read' : 'Write'
  const without = excluded.length > 0 ? `, without ${excluded.join(' and ')}` : ''
  const data = selector.DataResources ?? []
  return [
    ...(selector.IncludeManagementEvents === false ? [] : [`${which} management events${without}`]),
    ...data.map(({ Type, Values = [] }) => `${which} data events of ${Type}: ${Values.join(', ')}`),
  ]
}

const signs = [
  ['Equals', 'is'],
  ['NotEquals', 'is not'],
  ['StartsWith', 'starts with'],
  ['NotStartsWith', 'does not start with'],
  ['EndsWith', 'ends with'],
  ['NotEndsWith', 'does not end with'],
] as const

function advancedLine({ Name, FieldSelectors = [] }: AdvancedEventSelector): string {
  const conditions = FieldSelectors.flatMap((field) =>
    signs.flatMap(([member, words]) => {
      const values = field[member]
      return values ? [`${field.Field} ${words} ${values.join(' or ')}`] : []
    }),
  )
  return `${Name ? `${Name}: ` : ''}${conditions.join(' and ')}`
}
