import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import Toggle from '@cloudscape-design/components/toggle'
import { type ReactNode, useState } from 'react'
import { type Difference, differencesOf } from './differences.ts'

interface Compared {
  readonly key: string
  readonly heading: ReactNode
  readonly document: unknown
}

interface Props {
  readonly compared: readonly Compared[]
  readonly isLoading: boolean
  readonly controls?: ReactNode
}

/** Pixels. All values together get the room of a usual window, and each as much as can be read. */
const PATH_WIDTH = 260
const VALUES_WIDTH = 640
const VALUE_WIDTH_MIN = 220

/** Documents side by side, member by member; what is the same in all of them is hidden unless wanted. */
export function DifferenceTable({ compared, isLoading, controls }: Props) {
  const [showsSame, setShowsSame] = useState(false)
  const all = differencesOf(compared.map(({ document }) => document))
  const differing = all.filter(({ isSame }) => !isSame)
  return (
    <SpaceBetween size="m">
      <div className="view-controls">
        <Toggle checked={showsSame} onChange={({ detail }) => setShowsSame(detail.checked)}>
          Show what is the same
        </Toggle>
        {controls}
        <Box color="text-body-secondary">{`${differing.length} of ${all.length} members differ`}</Box>
      </div>
      <Table
        items={showsSame ? all : differing}
        trackBy="path"
        loading={isLoading}
        loadingText="Loading"
        ariaLabels={{ tableLabel: 'Differences' }}
        wrapLines
        resizableColumns
        stripedRows
        empty={compared.length < 2 ? 'There is nothing to compare with.' : 'They do not differ.'}
        columnDefinitions={[
          {
            id: 'path',
            header: 'Member',
            cell: ({ path }: Difference) => <code>{path}</code>,
            isRowHeader: true,
            width: PATH_WIDTH,
          },
          ...compared.map(({ key, heading }, index) => ({
            id: key,
            header: heading,
            cell: ({ values, isSame }: Difference) => (
              <Value value={values[index]} stands={!isSame && values[index] !== values[0]} />
            ),
            width: Math.max(VALUE_WIDTH_MIN, Math.floor(VALUES_WIDTH / compared.length)),
          })),
        ]}
      />
    </SpaceBetween>
  )
}

interface ValueProps {
  readonly value: string | undefined
  /** Whether it stands out: it is not the first one's. */
  readonly stands: boolean
}

function Value({ value, stands }: ValueProps) {
  if (value === undefined) return <StatusIndicator type="stopped">Not there</StatusIndicator>
  return <code className={stands ? 'differs' : undefined}>{value}</code>
}
