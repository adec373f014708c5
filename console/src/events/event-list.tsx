import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { SearchQuery } from '../api/waymark-search.ts'
import { navigate } from '../app/location.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { EventGrid } from './event-grid.tsx'
import { everything, linkToView } from './event-view.ts'
import type { OnFilter } from './filterable-value.tsx'
import { useEventPages } from './use-event-pages.ts'

interface Props {
  readonly label: string
  /** The same object as long as it asks the same. */
  readonly query: SearchQuery
  readonly allHref?: string | undefined
}

const PAGE_EVENTS = 50

const toHistory: OnFilter = (field, operator, value) =>
  navigate(linkToView({ ...everything, conditions: [{ field, operator, value }] }))

/** Events of a fixed question, page by page; their values lead to Event history. */
export function EventList({ label, query, allHref }: Props) {
  const pages = useEventPages(query, PAGE_EVENTS)
  return (
    <SpaceBetween size="s">
      <TroubleAlert error={pages.error} onRetry={pages.reload} />
      {allHref === undefined ? undefined : <Link href={allHref}>All of them</Link>}
      <EventGrid
        label={label}
        events={pages.events}
        isLoading={pages.isLoading}
        onFilter={toHistory}
      />
      {pages.pagesKnown > 1 ? (
        <Pagination
          currentPageIndex={pages.pageIndex}
          pagesCount={pages.pagesKnown}
          openEnd={pages.hasMore}
          onChange={({ detail }) => pages.open(detail.currentPageIndex)}
        />
      ) : undefined}
    </SpaceBetween>
  )
}
