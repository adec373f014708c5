import { hash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { ConsoleFile, ConsoleFiles } from '../server/console/console-files.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

const INDEX = 'index.html'

/** Where the console is built to, beside the source or what it was built to itself. */
export const builtConsole = join(import.meta.dirname, '..', '..', 'console', 'dist')

/**
 * The files of a folder, listed and read when they are first asked for and kept in memory: a console is a few megabytes.
 * When its index changes, it was built anew, and everything is read again.
 */
export class ConsoleFolder implements ConsoleFiles {
  readonly #folder: string
  #builtMs: number | undefined
  #paths: ReadonlyMap<string, string> = new Map()
  #read = new Map<string, Promise<ConsoleFile>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async find(name: string): Promise<ConsoleFile | undefined> {
    await this.#refresh()
    if (!this.#paths.has(name)) return undefined
    const known = this.#read.get(name) ?? this.#fileOf(name)
    this.#read.set(name, known)
    return known
  }

  async #refresh(): Promise<void> {
    const builtMs = await stat(join(this.#folder, INDEX)).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    )
    if (builtMs === this.#builtMs) return
    this.#paths = builtMs === undefined ? new Map() : await filesIn(this.#folder)
    this.#read = new Map()
    this.#builtMs = builtMs
  }

  async #fileOf(name: string): Promise<ConsoleFile> {
    const [body, brotli, gzip] = await Promise.all(
      [name, `${name}.br`, `${name}.gz`].map(async (one) => {
        const path = this.#paths.get(one)
        return path === undefined ? undefined : readFile(path)
      }),
    )
    return {
      contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
      body: body ?? new Uint8Array(),
      ...(brotli ? { brotli } : {}),
      ...(gzip ? { gzip } : {}),
      digest: hash('sha256', body ?? '', 'base64url').slice(0, 22),
    }
  }
}

/** Paths by names as URLs spell them. Links are no files: nothing outside the folder is served. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return new Map(paths.map((path) => [relative(folder, path).replaceAll(sep, '/'), path]))
}
