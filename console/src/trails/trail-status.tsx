import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { deliveryTrouble, type TrailWithStatus } from './trails.ts'

export function TrailStatus({ status }: Pick<TrailWithStatus, 'status'>) {
  const error = status.LatestDeliveryError ?? status.LatestDigestDeliveryError
  if (error) return <StatusIndicator type="error">{deliveryTrouble(error)}</StatusIndicator>
  return status.IsLogging ? (
    <StatusIndicator type="success">Logging</StatusIndicator>
  ) : (
    <StatusIndicator type="stopped">Off</StatusIndicator>
  )
}
