export interface Timer {
  /** Resolves when the run under way, if any, has ended. */
  stop(): Promise<void>
}

/** Runs a task again and again, `intervalMs` after the last run ended; `onError` is told of what a run rejects with. */
export function every(
  intervalMs: number,
  task: () => Promise<void>,
  onError: (error: unknown) => void,
): Timer {
  let isStopped = false
  let running: Promise<void> = Promise.resolve()
  let waiting: NodeJS.Timeout
  const schedule = () => {
    if (isStopped) return
    waiting = setTimeout(() => {
      running = task().catch(onError).then(schedule)
    }, intervalMs)
  }
  schedule()
  return {
    async stop() {
      isStopped = true
      clearTimeout(waiting)
      await running
    },
  }
}
