import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Delivery } from '../api/waymark-search.ts'
import { linkTo } from '../app/location.ts'

interface Props {
  readonly deliveries: readonly Delivery[]
  readonly onReload: () => void
}

/** Where trails have put the event, so that whoever doubts it can check the file against its digest. */
export function LogFilePanel({ deliveries, onReload }: Props) {
  if (deliveries.length === 0)
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
      {deliveries.map(({ trailArn, s3Bucket, s3Object, digestS3Bucket, digestS3Object }) => (
        <KeyValuePairs
          key={`${trailArn} ${s3Object}`}
          columns={1}
          items={[
            { label: 'Trail', value: <Link href={linkTo(['trails', trailArn])}>{trailArn}</Link> },
            { label: 'Log file', value: <code>{`s3://${s3Bucket}/${s3Object}`}</code> },
            {
              label: 'Digest',
              value: digestS3Object ? (
                <code>{`s3://${digestS3Bucket}/${digestS3Object}`}</code>
              ) : (
                'None yet'
              ),
            },
          ]}
        />
      ))}
    </SpaceBetween>
  )
}
