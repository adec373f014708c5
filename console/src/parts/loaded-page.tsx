import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import type { Loaded } from '../app/use-loaded.ts'
import { TroubleAlert } from './trouble-alert.tsx'

interface Props<T> {
  /** Heads the page until there is something that heads it itself. */
  readonly title: string
  readonly loaded: Loaded<T>
  readonly children: (value: T) => ReactNode
}

/** What was loaded; until then that it is loading, and why not when it failed. */
export function LoadedPage<T>({ title, loaded, children }: Props<T>) {
  const { value, error, reload } = loaded
  if (value !== undefined && error === undefined) return children(value)
  return (
    <SpaceBetween size="m">
      <Header variant="h1">{title}</Header>
      {error === undefined ? (
        <StatusIndicator type="loading">Loading</StatusIndicator>
      ) : (
        <TroubleAlert error={error} onRetry={reload} />
      )}
    </SpaceBetween>
  )
}
