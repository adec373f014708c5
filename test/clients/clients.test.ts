import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerProcess, startProcess } from '../support/server-process.ts'
import { type PythonClients, pythonClients } from './python-clients.ts'

const run = promisify(execFile)
const INSTALL_MS = 240_000
const TEST_MS = 120_000

let clients: PythonClients | undefined
let folder: string
let server: ServerProcess
beforeAll(async () => {
  clients = await pythonClients()
  folder = mkdtempSync(join(tmpdir(), 'clients-'))
  server = await startProcess(['--data', join(folder, '.waymark'), '--delivery-interval', '2s'])
}, INSTALL_MS)
afterAll(async () => {
  await server.terminate()
  rmSync(folder, { recursive: true })
})

test('the README’s tour does what it shows', { timeout: TEST_MS }, async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  const { commands, shown } = tourOf(
    readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8'),
  )
  expect(commands.length).toBeGreaterThan(5)
  const script = commands.join('\n').replaceAll('http://127.0.0.1:4567', server.url)
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, PATH: `${clients.bin}:${process.env['PATH']}`, AWS_PAGER: '' },
  })
  expect(withoutAccidents(stdout)).toBe(withoutAccidents(shown.join('')))
})

test('boto3 deploys, pages, fails and looks up', { timeout: TEST_MS }, async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  const script = join(import.meta.dirname, 'boto3_deployments.py')
  const { stdout } = await run(join(clients.bin, 'python3'), [script, server.url], {
    env: {
      ...process.env,
      AWS_SHARED_CREDENTIALS_FILE: server.credentials,
      AWS_DEFAULT_REGION: 'us-west-2',
    },
  })
  const { created, listed, recorded, error } = JSON.parse(stdout) as Record<string, string[]>
  expect(listed).toEqual(created?.toReversed())
  expect(recorded).toEqual(created?.toReversed())
  expect(error).toBe('ResourceNotFoundException')
})

/** The commands of the tour, and what the README shows that they print. */
function tourOf(readme: string): { commands: string[]; shown: string[] } {
  const tour = readme.slice(
    readme.indexOf('## A five-minute tour'),
    readme.indexOf('## What is there'),
  )
  const blocks = [...tour.matchAll(/^```(sh tour|json|text)\n(.*?)^```$/gms)]
  const of = (isCommand: boolean) =>
    blocks.filter(([, kind]) => (kind === 'sh tour') === isCommand).map(([, , text = '']) => text)
  return { commands: of(true), shown: of(false) }
}

/** What differs from run to run and says nothing: ids, and the time in the name of a log file. */
function withoutAccidents(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/AIDA[A-Z2-7]{17}/g, '<user id>')
    .replaceAll(/\/\d{4}\/\d\d\/\d\d\//g, '/<day>/')
    .replaceAll(/_\d{8}T\d{4}Z_[A-Za-z0-9]{16}/g, '_<slot>_<unique>')
}
