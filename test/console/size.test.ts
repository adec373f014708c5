import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildConsole } from '../../tools/build-console.ts'

const dist = join(import.meta.dirname, '..', '..', 'console', 'dist')

/** What the first page of anybody's first visit may cost. */
const FIRST_LOAD_BYTES_MAX = 700_000

const assets = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css)$/.test(name))

/** A file, and every one that the browser has to have with it. */
function withImports(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  const text = readFileSync(join(dist, 'assets', name), 'utf8')
  for (const [, imported = ''] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
    withImports(imported, seen)
  return seen
}

test('the console loads its first page in less than 700 KB', () => {
  const page = (start: string) =>
    assets.find((name) => name.startsWith(start) && name.endsWith('.js'))
  const scripts = ['index-', 'signed-in-', 'event-history-page-'].map((start) => page(start) ?? '')
  const needed = new Set(scripts.flatMap((name) => [...withImports(name)]))
  const styles = assets.filter((name) => name.endsWith('.css'))
  const bytes = [...needed, ...styles].map(
    (name) => statSync(join(dist, 'assets', `${name}.gz`)).size,
  )
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(FIRST_LOAD_BYTES_MAX)
})

test('a console that has not changed is not built again', async () => {
  const builtAt = () => statSync(join(dist, 'index.html')).mtimeMs
  const before = builtAt()
  await buildConsole()
  expect(builtAt()).toBe(before)
})

test('the page holds no script and no style of its own', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)/)
})

test('what is served is made for use, and tells nothing of where it was made', () => {
  const root = join(import.meta.dirname, '..', '..')
  const telling = assets.filter((name) => {
    const text = readFileSync(join(dist, 'assets', name), 'utf8')
    return text.includes('jsxDEV') || text.includes(root)
  })
  expect(telling).toEqual([])
})
