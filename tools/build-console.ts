import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const sources = [
  join(root, 'console', 'src'),
  join(root, 'console', 'public'),
  join(root, 'console', 'index.html'),
  join(root, 'console', 'vite.config.ts'),
  join(root, 'package-lock.json'),
]
const built = join(root, 'console', 'dist', 'index.html')

/** Builds the console when its sources are newer than what was built from them. Without the build tools it leaves all as it is. */
const builtAt = changedAt(built)
if (sources.some((source) => newestIn(source) > builtAt)) {
  const vite = await import('vite').catch(() => undefined)
  if (vite) {
    process.stderr.write('Building the console ...\n')
    const configFile = join(root, 'console', 'vite.config.ts')
    await vite.build({ configFile, logLevel: 'warn' })
  }
}

function newestIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
