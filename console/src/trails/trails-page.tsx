import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useSettings } from '../app/settings.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { timeText } from '../events/event-time.ts'
import { ListTable } from '../parts/list-table.tsx'
import { TrailStatus } from './trail-status.tsx'
import { listTrails } from './trails.ts'

export function TrailsPage() {
  const client = useClient(CloudTrailClient)
  const { timeZone } = useSettings().preferences
  const { value, error, reload } = useLoaded((signal) => listTrails(client, signal), [client])
  return (
    <ListTable
      title="Trails"
      description="A trail delivers events as log files to a bucket."
      items={value}
      error={error}
      onRetry={reload}
      textOf={({ trail }) => `${trail.Name} ${trail.S3BucketName}`}
      empty="There is no trail: events stay in Event history for 90 days."
      actions={
        <Button variant="primary" href={linkTo(['trails', 'create'])}>
          Create trail
        </Button>
      }
      columns={[
        {
          id: 'name',
          header: 'Name',
          isRowHeader: true,
          cell: ({ trail }) => (
            <Link href={linkTo(['trails', trail.TrailARN ?? ''], inRegion(trail.HomeRegion))}>
              {trail.Name}
            </Link>
          ),
        },
        { id: 'status', header: 'Status', cell: ({ status }) => <TrailStatus status={status} /> },
        { id: 'region', header: 'Home region', cell: ({ trail }) => trail.HomeRegion },
        {
          id: 'multi',
          header: 'Regions',
          cell: ({ trail }) => (trail.IsMultiRegionTrail ? 'All' : 'Home region only'),
        },
        { id: 'bucket', header: 'Bucket', cell: ({ trail }) => trail.S3BucketName },
        {
          id: 'delivered',
          header: 'Last log file',
          cell: ({ status: { LatestDeliveryTime: at } }) =>
            at ? timeText(at.getTime() / 1000, timeZone) : '–',
        },
      ]}
    />
  )
}

const inRegion = (region = '') => new URLSearchParams({ region })
