import { readFileSync } from 'node:fs'
import type { ServerProcess } from '../../test/support/server-process.ts'

/** Megabytes that a server's whole process holds, all its threads together; only on Linux. */
export function memoryOf({ child }: ServerProcess): { resident: number; peak: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const megabytes = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}
