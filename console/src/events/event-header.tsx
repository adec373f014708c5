import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { FoundEvent, SearchQuery } from '../api/waymark-search.ts'
import { linkTo } from '../app/location.ts'
import { DownloadButton } from './download-button.tsx'
import { EventPreferences } from './event-preferences.tsx'

interface Props {
  readonly query: SearchQuery
  readonly total: number | undefined
  readonly selected: readonly FoundEvent[]
  readonly onRefresh: () => void
}

export function EventHeader({ query, total, selected, onRefresh }: Props) {
  const ids = new URLSearchParams(selected.map(({ eventId }) => ['id', eventId]))
  return (
    <Header
      variant="h1"
      counter={total === undefined ? undefined : `(${total.toLocaleString('en')})`}
      description="Every call of the last 90 days, as it was recorded. New ones appear by themselves."
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="refresh" ariaLabel="Look again" onClick={onRefresh} />
          <DownloadButton query={query} total={total} />
          <Button disabled={selected.length < 2} href={linkTo(['compare'], ids)}>
            {selected.length < 2 ? 'Compare events' : `Compare ${selected.length} events`}
          </Button>
          <EventPreferences />
        </SpaceBetween>
      }
    >
      Event history
    </Header>
  )
}
