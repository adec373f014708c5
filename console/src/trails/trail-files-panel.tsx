import type { Trail } from '@aws-sdk/client-cloudtrail'
import { S3Client } from '@aws-sdk/client-s3'
import Button from '@cloudscape-design/components/button'
import { useClient } from '../api/connection.ts'
import { useSettings } from '../app/settings.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'
import { Time } from '../parts/time.tsx'
import { logFilesOf } from './trail-files.ts'

/** What a trail has delivered today: the proof that it works. */
export function TrailFilesPanel({ trail }: { readonly trail: Trail }) {
  const client = useClient(S3Client)
  const { session } = useSettings()
  const { value, error, isLoading, reload } = useLoaded(
    () => logFilesOf(client, trail, session.accountId, new Date()),
    [client, trail, session.accountId],
  )
  return (
    <ListTable
      title="Log files of today (UTC)"
      isTop={false}
      items={value}
      error={error}
      onRetry={reload}
      textOf={({ key }) => key}
      empty="None yet: log files come some minutes after their events."
      actions={
        <Button
          iconName="refresh"
          ariaLabel="Look for log files"
          loading={isLoading}
          onClick={reload}
        />
      }
      columns={[
        { id: 'key', header: 'Log file', isRowHeader: true, cell: ({ key }) => <code>{key}</code> },
        { id: 'bytes', header: 'Bytes', cell: ({ bytes }) => bytes.toLocaleString('en') },
        {
          id: 'written',
          header: 'Delivered',
          cell: ({ writtenAt }) => <Time at={writtenAt} />,
        },
      ]}
    />
  )
}
