import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Delivery } from '../api/waymark-search.ts'

interface Props {
  readonly delivery: readonly Delivery[]
  readonly onReload: () => void
}

/** Where trails have put the event, so that whoever doubts it can check the file against its digest. */
export function LogFilePanel({ delivery, onReload }: Props) {
  if (delivery.length === 0)
    return (
      <SpaceBetween size="s">
        <Box>No trail has delivered this event in a log file yet.</Box>
        <Button iconName="refresh" onClick={onReload}>
          Look again
        </Button>
      </SpaceBetween>
    )
  return (
    <SpaceBetween size="l">
      {delivery.map(({ trailArn, s3Bucket, s3Key, digestKey }) => (
        <KeyValuePairs
          key={`${trailArn} ${s3Key}`}
          columns={1}
          items={[
            { label: 'Trail', value: trailArn },
            { label: 'Log file', value: <code>{`s3://${s3Bucket}/${s3Key}`}</code> },
            {
              label: 'Digest',
              value: digestKey ? <code>{`s3://${s3Bucket}/${digestKey}`}</code> : 'None yet',
            },
          ]}
        />
      ))}
    </SpaceBetween>
  )
}
