import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import type { Loaded } from '../app/use-loaded.ts'
import { TroubleAlert } from './trouble-alert.tsx'

interface Props<T> {
  readonly loaded: Loaded<T>
  readonly children: (value: T) => ReactNode
}

/** What was loaded; until then that it is loading, and why not when it failed. */
export function LoadedPage<T>({ loaded: { value, error, reload }, children }: Props<T>) {
  if (error !== undefined) return <TroubleAlert error={error} onRetry={reload} />
  if (value === undefined) return <StatusIndicator type="loading">Loading</StatusIndicator>
  return children(value)
}
