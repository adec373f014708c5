import { type DependencyList, useCallback, useEffect, useState } from 'react'

export interface Loaded<T> {
  /** The last that arrived, also while the next is under way. */
  readonly value: T | undefined
  readonly error: unknown
  readonly isLoading: boolean
  readonly reload: () => void
}

/** Loads when something it depends on changes; what arrives too late is dropped, and the request aborted. */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
  dependencies: DependencyList,
): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({
    value: undefined,
    error: undefined,
    isLoading: true,
  })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    setState(({ value }) => ({ value, error: undefined, isLoading: true }))
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setState({ value, error: undefined, isLoading: false })
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ value: undefined, error, isLoading: false })
      },
    )
    return () => abort.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- the caller names what `load` depends on
  }, [...dependencies, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { ...state, reload }
}
