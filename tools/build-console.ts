import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const console = join(import.meta.dirname, '..', 'console')
const sources = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  '../package-lock.json',
  '../tools/build-console.ts',
]

/**
 * Builds the console when its sources are newer than what was built from them. Where the build tools are not installed it
 * leaves all as it is: the server says itself when there is no console.
 */
export async function buildConsole(): Promise<void> {
  const builtAt = newestIn(join(console, 'dist', 'index.html'))
  if (sources.every((source) => newestIn(join(console, source)) <= builtAt)) return
  const vite = await import('vite').catch(() => undefined)
  if (!vite) return
  process.stderr.write('Building the console ...\n')
  await inProduction(() =>
    vite.build({ configFile: join(console, 'vite.config.ts'), logLevel: 'warn' }),
  )
}

/** Whoever builds, a test too: elsewhere the console is slow, and tells the paths of the machine that built it. */
async function inProduction(build: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production'
  try {
    await build()
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = NODE_ENV
  }
}

/** Epoch milliseconds of the newest change; 0 when nothing is there. */
function newestIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

if (import.meta.main) await buildConsole()
