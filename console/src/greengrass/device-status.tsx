import StatusIndicator from '@cloudscape-design/components/status-indicator'

export function DeviceStatus({ status }: { readonly status: string | undefined }) {
  if (status === 'HEALTHY') return <StatusIndicator type="success">Healthy</StatusIndicator>
  return <StatusIndicator type="error">{status ?? 'Unknown'}</StatusIndicator>
}
