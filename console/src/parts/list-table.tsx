import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { type ReactNode, useState } from 'react'
import { TroubleAlert } from './trouble-alert.tsx'

interface Props<Item> {
  readonly title: string
  readonly isTop?: boolean
  readonly items: readonly Item[] | undefined
  readonly error: unknown
  readonly columns: readonly TableProps.ColumnDefinition<Item>[]
  /** What the text filter looks through. */
  readonly textOf: (item: Item) => string
  readonly empty: ReactNode
  readonly actions?: ReactNode
  readonly description?: string
  readonly onRetry?: () => void
}

const PAGE = 25

/** Everything there is of one kind, to filter and to page through. */
export function ListTable<Item>({
  title,
  items,
  error,
  columns,
  textOf,
  empty,
  ...rest
}: Props<Item>) {
  const [text, setText] = useState('')
  const [pageIndex, setPageIndex] = useState(1)
  const sought = text.trim().toLowerCase()
  const found = items?.filter((item) => textOf(item).toLowerCase().includes(sought)) ?? []
  const pagesCount = Math.max(1, Math.ceil(found.length / PAGE))
  const shownPage = Math.min(pageIndex, pagesCount)
  if (error !== undefined) return <TroubleAlert error={error} onRetry={rest.onRetry} />
  return (
    <Table
      items={found.slice((shownPage - 1) * PAGE, shownPage * PAGE)}
      columnDefinitions={columns}
      loading={items === undefined}
      loadingText="Loading"
      ariaLabels={{ tableLabel: title }}
      enableKeyboardNavigation
      header={
        <Header
          variant={rest.isTop === false ? 'h2' : 'h1'}
          counter={items ? `(${items.length})` : undefined}
          actions={rest.actions}
          description={rest.description}
        >
          {title}
        </Header>
      }
      filter={
        <TextFilter
          filteringText={text}
          onChange={({ detail }) => setText(detail.filteringText)}
          filteringPlaceholder="Find"
          filteringAriaLabel={`Find in ${title}`}
          filteringClearAriaLabel="Clear"
        />
      }
      pagination={
        <Pagination
          currentPageIndex={shownPage}
          pagesCount={pagesCount}
          onChange={({ detail }) => setPageIndex(detail.currentPageIndex)}
        />
      }
      empty={
        <Box textAlign="center" padding="m">
          {sought === '' ? empty : 'Nothing matches.'}
        </Box>
      }
    />
  )
}
