import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Modal from '@cloudscape-design/components/modal'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { useSearch } from '../api/connection.ts'
import type { SearchQuery } from '../api/waymark-search.ts'
import { useAction } from '../app/use-action.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { DOWNLOADED_MAX, downloadEvents, type DownloadFormat, saveFile } from './download.ts'

interface Props {
  readonly query: SearchQuery
  readonly total: number | undefined
}

/** What the present filter shows, as a file, with progress and a way out. */
export function DownloadButton({ query, total }: Props) {
  const search = useSearch()
  const [count, setCount] = useState(0)
  const abort = useRef<AbortController>(undefined)
  const action = useAction(async (format: DownloadFormat) => {
    const { signal } = (abort.current = new AbortController())
    setCount(0)
    try {
      const blob = await downloadEvents(search, { format, query, signal, onProgress: setCount })
      saveFile(blob, `event_history.${format}`)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  })
  const expected = Math.min(total ?? DOWNLOADED_MAX, DOWNLOADED_MAX)
  const close = () => {
    abort.current?.abort()
    action.clearError()
  }
  return (
    <>
      <ButtonDropdown
        items={[
          { id: 'csv', text: 'Download as CSV' },
          { id: 'json', text: 'Download as JSON' },
        ]}
        onItemClick={({ detail }) => action.run(detail.id === 'csv' ? 'csv' : 'json')}
      >
        Download events
      </ButtonDropdown>
      {action.isRunning || action.error !== undefined ? (
        <Modal
          visible
          header="Download events"
          onDismiss={close}
          closeAriaLabel="Cancel the download"
          footer={
            <Box float="right">
              <Button onClick={close}>{action.isRunning ? 'Cancel' : 'Close'}</Button>
            </Box>
          }
        >
          <SpaceBetween size="m">
            <TroubleAlert error={action.error} />
            <ProgressBar
              label="Events so far"
              value={expected === 0 ? 100 : Math.min(100, (count / expected) * 100)}
              additionalInfo={`${count.toLocaleString('en')} of ${expected.toLocaleString('en')}`}
              description={`A file holds at most ${DOWNLOADED_MAX.toLocaleString('en')} events, the newest first.`}
            />
          </SpaceBetween>
        </Modal>
      ) : undefined}
    </>
  )
}
