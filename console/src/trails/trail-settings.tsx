import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useSettings } from '../app/settings.ts'
import { timeText } from '../events/event-time.ts'
import { TrailStatus } from './trail-status.tsx'
import type { TrailWithStatus } from './trails.ts'

export function TrailSettings({ trail, status }: TrailWithStatus) {
  const { timeZone } = useSettings().preferences
  const time = (at: Date | undefined) => (at ? timeText(at.getTime() / 1000, timeZone) : '–')
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Status', value: <TrailStatus status={status} /> },
          { label: 'ARN', value: trail.TrailARN ?? '' },
          { label: 'Regions', value: trail.IsMultiRegionTrail ? 'All' : (trail.HomeRegion ?? '') },
          { label: 'Bucket', value: trail.S3BucketName ?? '' },
          { label: 'Prefix', value: trail.S3KeyPrefix ?? '–' },
          {
            label: 'Log file validation',
            value: trail.LogFileValidationEnabled ? 'On: digests are signed' : 'Off',
          },
          { label: 'Last log file', value: time(status.LatestDeliveryTime) },
          { label: 'Last digest', value: time(status.LatestDigestDeliveryTime) },
          { label: 'Notifications', value: trail.SnsTopicARN ?? 'None' },
          { label: 'Logging since', value: time(status.StartLoggingTime) },
          { label: 'Stopped', value: time(status.StopLoggingTime) },
        ]}
      />
    </Container>
  )
}
