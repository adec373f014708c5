import { useCallback, useState } from 'react'

export interface Action<Args extends readonly unknown[]> {
  readonly isRunning: boolean
  readonly error: unknown
  readonly run: (...args: Args) => void
  readonly clearError: () => void
}

/** Something a person starts with a button: runs once at a time and keeps its error for the page to show. */
export function useAction<Args extends readonly unknown[]>(
  perform: (...args: Args) => Promise<void>,
): Action<Args> {
  const [isRunning, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()
  const run = (...args: Args) => {
    if (isRunning) return
    setRunning(true)
    setError(undefined)
    perform(...args)
      .catch((failure: unknown) => setError(failure ?? new Error('It did not work')))
      .finally(() => setRunning(false))
  }
  const clearError = useCallback(() => setError(undefined), [])
  return { isRunning, error, run, clearError }
}
