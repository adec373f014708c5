import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface ServerProcess {
  readonly child: ChildProcess
  readonly url: string
  readonly credentials: string
  /** The line of standard output that says so. */
  readonly ready: Readonly<Record<string, unknown>>
  /** Further lines of standard output, as they come. */
  readonly lines: readonly string[]
  /** Ends it without any warning. */
  kill(): Promise<void>
  /** Tells it to end; resolves with its exit code. */
  terminate(): Promise<number | null>
}

const root = join(import.meta.dirname, '..', '..')

/** Starts a server as a process of its own on a free port, and waits until it says that it is ready. */
export async function startProcess(
  flags: readonly string[],
  entry = 'src/main.ts',
  fixed: readonly string[] = ['--port', '0'],
): Promise<ServerProcess> {
  const child = spawnServer([...fixed, ...flags], entry)
  const lines: string[] = []
  const announced = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    // What is wrong with the data may have been told before.
    if (line.includes('"url"')) announced.resolve(line)
  })
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  child.once('exit', (code) => announced.reject(new Error(`ended with ${code}: ${complaint}`)))
  const ready = JSON.parse(await announced.promise) as Record<string, string>
  return {
    child,
    url: ready['url'] ?? '',
    credentials: ready['credentials'] ?? '',
    ready,
    lines,
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async terminate() {
      child.kill('SIGTERM')
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
  }
}

/** Runs a server that is expected to end by itself. */
export async function runToEnd(
  flags: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnServer(flags, 'src/main.ts', environment)
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

function spawnServer(
  flags: readonly string[],
  entry: string,
  environment: Readonly<Record<string, string>> = {},
) {
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, entry), ...flags],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    },
  )
}
