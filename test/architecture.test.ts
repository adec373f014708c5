import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/**
 * The floors of the house, ground first. A file may import its own folder and the floors below, never a neighbour on its
 * floor and never a floor above. Moving a folder between floors is a design decision: change it here, and say why.
 */
const floors = [
  ['base'],
  ['audit', 'wire'],
  ['ledger'],
  ['history', 'trails', 'identity', 'buckets', 'fleet', 'topics'],
  ['services'],
  ['server'],
  ['platform'],
  ['cli'],
]

/** Above all floors: they put the house together. */
const roof = ['config.ts', 'main.ts']

/** Inside services/, each folder is a flat of its own: services do not know each other. */
const flats = 'services'

/** Only the platform touches the machine, and the engines that keep data. */
const ioModules =
  /^(node:(fs|net|http|https|tls|dns|child_process|worker_threads|os|sqlite)|@duckdb\/)/
const engines = ['ledger/sqlite-ledger.ts', 'history/duckdb-history.ts']

const LINES_MAX = 300
const FUNCTION_LINES_MAX = 70

const source = join(import.meta.dirname, '..', 'src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(test|contract)\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }))
  .map(({ file, text }) => ({ file, text, imports: importsOf(text) }))

test('imports point down', () => {
  const offences = files.flatMap(({ file, imports }) =>
    imports.filter((to) => pointsWrong(file, to)).map((to) => `${file} -> ${to}`),
  )
  expect(offences).toEqual([])
})

test('only the platform and the engines do I/O', () => {
  const others = files.filter(
    ({ file }) => folderOf(file) !== 'platform' && !engines.some((name) => file.startsWith(name)),
  )
  const offences = others.flatMap(({ file, imports }) =>
    imports.filter((to) => ioModules.test(to)).map((to) => `${file} -> ${to}`),
  )
  expect(offences).toEqual([])
})

test('nobody but the platform reads the clock or rolls dice', () => {
  const banned =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\brandomBytes\(|\bperformance\.now\(/
  const offenders = files.filter(
    ({ file, text }) => folderOf(file) !== 'platform' && banned.test(text),
  )
  expect(offenders.map(({ file }) => file)).toEqual([])
})

test('every folder has its floor', () => {
  const known = new Set([...floors.flat(), ...roof])
  expect(files.map(({ file }) => folderOf(file)).filter((folder) => !known.has(folder))).toEqual([])
})

test('no file and no function outgrows its reader', () => {
  const written = files.filter(({ file }) => !file.endsWith('.generated.ts'))
  const tables = /^services\/[a-z0-9]+\/index\.ts$/
  const long = written
    .filter(({ file, text }) => !tables.test(file) && text.split('\n').length > LINES_MAX)
    .map(({ file }) => file)
  const longFunctions = written
    .filter(({ file }) => !tables.test(file))
    .flatMap(({ file, text }) =>
      functionLengths(text)
        .filter(({ lines }) => lines > FUNCTION_LINES_MAX)
        .map(({ name, lines }) => `${file} ${name} ${lines}`),
    )
  expect([...long, ...longFunctions]).toEqual([])
})

test('an offence is seen', () => {
  expect(pointsWrong('base/a.ts', '../server/b.ts')).toBe(true)
  expect(pointsWrong('trails/a.ts', '../history/b.ts')).toBe(true)
  expect(pointsWrong('services/iam/index.ts', '../sts/index.ts')).toBe(true)
  expect(pointsWrong('services/iam/index.ts', '../operation.ts')).toBe(false)
  expect(pointsWrong('server/a.ts', '../services/operation.ts')).toBe(false)
  expect(importsOf("import {\n  a,\n} from 'node:fs'\nimport type { B } from './b.ts'")).toEqual([
    'node:fs',
    './b.ts',
  ])
})

function pointsWrong(from: string, to: string): boolean {
  if (!to.startsWith('.')) return false
  const target = normalize(join(dirname(from), to))
  if (folderOf(target) !== folderOf(from)) return floorOf(target) >= floorOf(from)
  const [folder, flat, rest] = from.split('/')
  const [, otherFlat, otherRest] = target.split('/')
  const bothInFlats = rest !== undefined && otherRest !== undefined
  return folder === flats && bothInFlats && flat !== otherFlat
}

function floorOf(file: string): number {
  const folder = folderOf(file)
  return roof.includes(folder)
    ? floors.length + roof.indexOf(folder)
    : floors.findIndex((floor) => floor.includes(folder))
}

function folderOf(file: string): string {
  return file.split('/')[0] ?? ''
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/^(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]/gms)].map(
    ([, to = '']) => to,
  )
}

/** Functions that start at the beginning of a line, and methods: from their first line to the brace that closes them. */
function functionLengths(text: string): { name: string; lines: number }[] {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    const match = /^(\s{0,2})(?:export )?(?:async )?(?:function\*? )?(#?\w+)\(.*[({]$/.exec(line)
    if (!match) return []
    const closing = [`${match[1]}}`, `${match[1]}},`]
    const end = lines.findIndex((other, i) => i > start && closing.includes(other))
    return end < 0 ? [] : [{ name: match[2] ?? '', lines: end - start + 1 }]
  })
}
