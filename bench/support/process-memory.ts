import { readdirSync, readFileSync } from 'node:fs'
import type { ServerProcess } from '../../test/support/server-process.ts'

/** Megabytes that a server's whole process holds, all its threads together; only on Linux. */
export function memoryOf({ child }: ServerProcess): { resident: number; peak: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const megabytes = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}

/** Milliseconds of processor time that a server has taken so far, all its threads together; only on Linux. */
export function processorTimeOf({ child }: ServerProcess): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
  // Behind the command's name, which may hold anything but ends with the last parenthesis; in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Microseconds of processor time that the threads of each name have taken so far; only on Linux. */
export function threadTimesOf({ child }: ServerProcess): ReadonlyMap<string, number> {
  const folder = `/proc/${child.pid}/task`
  const times = new Map<string, number>()
  for (const thread of readdirSync(folder)) {
    const name = readFileSync(`${folder}/${thread}/comm`, 'utf8').trim()
    const [nanoseconds] = readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ')
    times.set(name, (times.get(name) ?? 0) + Number(nanoseconds) / 1000)
  }
  return times
}
