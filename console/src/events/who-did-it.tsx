import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useSearch } from '../api/connection.ts'
import type { FoundEvent } from '../api/waymark-search.ts'
import { linkTo } from '../app/location.ts'
import { useSettings } from '../app/settings.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { entityLink } from './entity.ts'
import { timeText } from './event-time.ts'
import { type ChainStep, sessionChain } from './session-chain.ts'

/** From the call back through the sessions it was made in, to the person or key behind it. */
export function WhoDidIt({ event }: { readonly event: FoundEvent }) {
  const search = useSearch()
  const { value, error, reload } = useLoaded(
    (signal) => sessionChain(event, search, signal),
    [event, search],
  )
  if (error !== undefined) return <TroubleAlert error={error} onRetry={reload} />
  if (!value) return <StatusIndicator type="loading">Following the sessions</StatusIndicator>
  const { steps, isComplete } = value
  const first = steps.at(-1)
  return (
    <SpaceBetween size="m">
      {isComplete && first ? (
        <Box fontSize="heading-m">
          <b>{first.actor}</b> is behind it
        </Box>
      ) : (
        <Alert type="info">
          Who began the session is not in this account’s history: it may be older than 90 days, or
          another account’s.
        </Alert>
      )}
      <ol className="chain">
        {steps.toReversed().map((step) => (
          <Step key={step.event.eventId} step={step} isThis={step.event === event} />
        ))}
      </ol>
    </SpaceBetween>
  )
}

function Step({ step, isThis }: { readonly step: ChainStep; readonly isThis: boolean }) {
  const { timeZone } = useSettings().preferences
  const { event, actor, type } = step
  return (
    <li>
      <div>
        <Link href={entityLink('principalArn', actor) ?? '#/'}>{actor}</Link>{' '}
        <Box variant="small">{type}</Box>
      </div>
      <div>
        {isThis ? (
          <b>{event.eventName} (this event)</b>
        ) : (
          <Link href={linkTo(['events', event.eventId])}>{event.eventName}</Link>
        )}{' '}
        from {event.sourceIPAddress}, {timeText(event.eventTime, timeZone)}
        {event.accessKeyId === undefined ? '' : `, key ${event.accessKeyId}`}
      </div>
    </li>
  )
}
