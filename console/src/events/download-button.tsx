import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Modal from '@cloudscape-design/components/modal'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState } from 'react'
import { useSearch } from '../api/connection.ts'
import type { SearchQuery } from '../api/waymark-search.ts'
import { useNotify } from '../app/notices.tsx'
import { useAction } from '../app/use-action.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { contentTypes, downloadEvents, type DownloadFormat } from './download.ts'
import { openSavedFile } from './saved-file.ts'

interface Props {
  readonly query: SearchQuery
  readonly total: number | undefined
}

/** What the present filter shows, as a file, with progress and a way out. */
export function DownloadButton({ query, total }: Props) {
  const search = useSearch()
  const notify = useNotify()
  const [count, setCount] = useState(0)
  const abort = useRef<AbortController>(undefined)
  const action = useAction(async (format: DownloadFormat) => {
    const { signal } = (abort.current = new AbortController())
    let written = 0
    const onProgress = (events: number) => setCount((written = events))
    onProgress(0)
    const file = await openSavedFile(`event_history.${format}`, contentTypes[format])
    if (!file) return
    try {
      await downloadEvents(search, { format, query, signal, onProgress }, file)
      notify.done(`${eventsText(written)} downloaded.`)
    } catch (error) {
      if (!signal.aborted) throw error
      notify.ended(`The download was cancelled after ${eventsText(written)}. None is kept.`)
    }
  })
  useEffect(() => () => abort.current?.abort(), [])
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
              value={total ? Math.min(100, (count / total) * 100) : 0}
              additionalInfo={
                total === undefined ? eventsText(count) : `${whole(count)} of ${whole(total)}`
              }
              description="The newest come first. Events that happen meanwhile are not among them."
            />
          </SpaceBetween>
        </Modal>
      ) : undefined}
    </>
  )
}

const whole = (count: number): string => count.toLocaleString('en')

const eventsText = (count: number): string => (count === 1 ? '1 event' : `${whole(count)} events`)
