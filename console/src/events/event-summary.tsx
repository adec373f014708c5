import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import type { FoundEvent, SearchField } from '../api/waymark-search.ts'
import { useSettings } from '../app/settings.ts'
import { entityLink } from './entity.ts'
import { fieldLabels, valuesOf } from './event-fields.ts'
import { timeText } from './event-time.ts'
import { linkToValue } from './event-view.ts'

const shown: readonly SearchField[] = [
  'username',
  'principalArn',
  'accessKeyId',
  'eventName',
  'eventSource',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'readOnly',
  'errorCode',
  'requestId',
  'eventId',
]

export function EventSummary({ event }: { readonly event: FoundEvent }) {
  const { timeZone } = useSettings().preferences
  const items = shown.map((field) => {
    const [value = ''] = valuesOf(event, field)
    return { label: fieldLabels[field], value: <SummaryValue field={field} value={value} /> }
  })
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <KeyValuePairs
        columns={3}
        items={[{ label: 'Event time', value: timeText(event.eventTime, timeZone) }, ...items]}
      />
    </Container>
  )
}

const copied: readonly SearchField[] = ['eventId', 'requestId']

function SummaryValue({ field, value }: { readonly field: SearchField; readonly value: string }) {
  if (value === '') return '–'
  if (copied.includes(field))
    return (
      <CopyToClipboard
        variant="inline"
        textToCopy={value}
        copyButtonAriaLabel={`Copy ${fieldLabels[field]}`}
        copySuccessText="Copied"
        copyErrorText="Could not be copied"
      />
    )
  return <Link href={entityLink(field, value) ?? linkToValue(field, value)}>{value}</Link>
}
