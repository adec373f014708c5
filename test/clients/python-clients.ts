import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'node_modules', '.cache', 'python-clients')
const requirements = join(import.meta.dirname, 'requirements.txt')

const INSTALL_MS = 240_000

export interface PythonClients {
  /** Folder of `aws` and `python3`. */
  readonly bin: string
}

/**
 * The pinned Python clients in a virtual environment of their own, made when they are first needed. Undefined, with the
 * reason on standard error, where they cannot be had; with `CI=true` that is an error.
 */
export async function pythonClients(): Promise<PythonClients | undefined> {
  let lock: DatabaseSync | undefined
  try {
    lock = lockOfOthers()
    const bin = join(folder, 'bin')
    const wanted = readFileSync(requirements, 'utf8')
    const stamp = join(folder, 'installed.txt')
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
      await run('python3', ['-m', 'venv', folder])
      await run(join(bin, 'pip'), ['install', '--quiet', '--requirement', requirements])
      writeFileSync(stamp, wanted)
    }
    return { bin }
  } catch (error) {
    if (process.env['CI'] === 'true') throw error
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n')
    process.stderr.write(`Tests with Python clients are skipped: ${reason}\n`)
    return undefined
  } finally {
    lock?.close()
  }
}

/** Test files run at the same time, and only one of them may make the environment. Waits for the others. */
function lockOfOthers(): DatabaseSync {
  mkdirSync(dirname(folder), { recursive: true })
  const lock = new DatabaseSync(`${folder}.lock`, { timeout: INSTALL_MS })
  lock.exec('begin exclusive')
  return lock
}
