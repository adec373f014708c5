import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator'

const statuses: Readonly<Record<string, readonly [StatusIndicatorProps.Type, string]>> = {
  ACTIVE: ['in-progress', 'Active'],
  COMPLETED: ['success', 'Completed'],
  CANCELED: ['stopped', 'Canceled'],
  FAILED: ['error', 'Failed'],
  INACTIVE: ['stopped', 'Replaced by a revision'],
}

export function DeploymentStatus({ status = '' }: { readonly status: string | undefined }) {
  const [type, text] = statuses[status] ?? ['info', status]
  return <StatusIndicator type={type}>{text}</StatusIndicator>
}
