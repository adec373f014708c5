import Alert from '@cloudscape-design/components/alert'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useSearch } from '../api/connection.ts'
import type { Evaluation, FoundEvent } from '../api/waymark-search.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'

const decisions: Readonly<Record<string, string>> = {
  explicitDeny: 'A statement denies it. No allowance can outweigh that.',
  implicitDeny: 'No statement that applies allows it.',
  allowed: 'It is allowed.',
}

export function WhyDenied({ event }: { readonly event: FoundEvent }) {
  const search = useSearch()
  const { value, error, isLoading, reload } = useLoaded(
    (signal) => search.denial(event.eventId, signal),
    [event, search],
  )
  if (error !== undefined) return <TroubleAlert error={error} onRetry={reload} />
  if (value) return <Explained evaluation={value} />
  return isLoading ? (
    <StatusIndicator type="loading">Asking why</StatusIndicator>
  ) : (
    <Alert type="info">
      The server remembers why a call was denied only for the latest denials since it started. The
      error message of the event names the kind of policy that decided.
    </Alert>
  )
}

function Explained({ evaluation }: { readonly evaluation: Evaluation }) {
  const { action, resource, decision, statements } = evaluation
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Action', value: action },
          { label: 'Resource', value: resource ?? '*' },
          { label: 'Decision', value: decisions[decision] ?? decision },
        ]}
      />
      <Table
        items={statements}
        variant="embedded"
        ariaLabels={{ tableLabel: 'Statements looked at' }}
        empty="No policy of the caller has any statement: nothing could allow it."
        wrapLines
        columnDefinitions={[
          { id: 'policy', header: 'Policy', cell: ({ policy }) => policy },
          { id: 'type', header: 'Kind of policy', cell: ({ policyType }) => policyType },
          { id: 'sid', header: 'Statement', cell: ({ sid }) => sid ?? '–' },
          { id: 'effect', header: 'Effect', cell: ({ effect }) => effect },
          {
            id: 'outcome',
            header: 'Applies',
            cell: ({ matched, decided, mismatch }) =>
              matched ? (
                <StatusIndicator type={decided ? 'error' : 'success'}>
                  {decided ? 'Yes, and decided' : 'Yes'}
                </StatusIndicator>
              ) : (
                <StatusIndicator type="stopped">
                  {mismatch === undefined ? 'No' : `No: ${mismatch} does not match`}
                </StatusIndicator>
              ),
          },
        ]}
      />
    </SpaceBetween>
  )
}
