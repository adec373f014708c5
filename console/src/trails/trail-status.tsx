import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { troublesOf, type TrailWithStatus } from './trails.ts'

export function TrailStatus({ status }: Pick<TrailWithStatus, 'status'>) {
  const troubles = troublesOf(status)
  if (troubles.length > 0)
    return troubles.map((trouble) => (
      <div key={trouble}>
        <StatusIndicator type="error">{trouble}</StatusIndicator>
      </div>
    ))
  return status.IsLogging ? (
    <StatusIndicator type="success">Logging</StatusIndicator>
  ) : (
    <StatusIndicator type="stopped">Off</StatusIndicator>
  )
}
