import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerProcess, startProcess } from '../support/server-process.ts'
import { type PythonClients, pythonClients } from './python-clients.ts'

const run = promisify(execFile)

let clients: PythonClients | undefined
let folder: string
let server: ServerProcess
beforeAll(async () => {
  clients = await pythonClients()
  folder = mkdtempSync(join(tmpdir(), 'clients-'))
  server = await startProcess([
    '--data',
    join(folder, '.waymark'),
    '--delivery-interval=2s',
    '--digest-interval=2s',
  ])
})
afterAll(async () => {
  await server.terminate()
  rmSync(folder, { recursive: true })
})

const environment = () => ({
  ...process.env,
  AWS_SHARED_CREDENTIALS_FILE: server.credentials,
  AWS_DEFAULT_REGION: 'us-west-2',
  AWS_ENDPOINT_URL: server.url,
  AWS_PAGER: '',
})

/** In the place of the reader's five seconds: waits until a digest names the log file that has the deployment. */
const sleep = `sleep() {
  kept() { find .waymark/buckets/audit-logs -path "*/$1/*" -name '*.json.gz'; }
  until log=$(zgrep -l '"eventName":"CreateDeployment"' $(kept CloudTrail) /dev/null) &&
    zgrep -q "$(basename "$log")" $(kept CloudTrail-Digest) /dev/null
  do command sleep 0.2; done
}`

test('the README’s tour does what it shows', async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  const { commands, shown } = tourOf(
    readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8'),
  )
  expect(commands.length).toBeGreaterThan(5)
  const script = [sleep, ...commands].join('\n').replaceAll('http://127.0.0.1:4567', server.url)
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, PATH: `${clients.bin}:${process.env['PATH']}`, AWS_PAGER: '' },
  })
  expect(withoutAccidents(stdout)).toBe(withoutAccidents(shown.join('')))
})

test('boto3 deploys, pages, fails and looks up', async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  const script = join(import.meta.dirname, 'boto3_deployments.py')
  const { stdout } = await run(join(clients.bin, 'python3'), [script, server.url], {
    env: environment(),
  })
  const { created, listed, recorded, error } = JSON.parse(stdout) as Record<string, string[]>
  expect(listed).toEqual(created?.toReversed())
  expect(recorded).toEqual(created?.toReversed())
  expect(error).toBe('ResourceNotFoundException')
})

test('boto3 stores, lists, transfers in parts, presigns and fails', async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  const script = join(import.meta.dirname, 'boto3_objects.py')
  const { stdout } = await run(join(clients.bin, 'python3'), [script, server.url], {
    env: environment(),
  })
  expect(JSON.parse(stdout)).toEqual({
    v1: ['AWSLogs/1/a b.gz', 'AWSLogs/1/ü+.gz', 'AWSLogs/2/c.gz', 'top'],
    prefixes: ['AWSLogs/'],
    metadata: { signature: 'ab' },
    large: true,
    etag: expect.stringMatching(/^"[0-9a-f]{32}-3"$/) as string,
    presigned: 'AWSLogs/1/ü+.gz',
    'presigned by version 2': true,
    location: 'us-west-2',
    missing: 'NoSuchKey',
    no_bucket: 'NoSuchBucket',
    not_empty: 'BucketNotEmpty',
  })
})

test('the AWS CLI makes, fills, lists, reads and removes a bucket', async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  const aws = join(clients.bin, 'aws')
  const cli = async (...words: readonly string[]) =>
    (await run(aws, words, { env: environment(), cwd: folder })).stdout
  writeFileSync(join(folder, 'small.txt'), 'small')
  writeFileSync(join(folder, 'large.bin'), Buffer.alloc(20 * 1024 * 1024, 'x'))
  await cli('s3', 'mb', 's3://cli-logs')
  await cli('s3', 'cp', '--no-progress', 'small.txt', 's3://cli-logs/a b/small.txt')
  await cli('s3', 'cp', '--no-progress', 'large.bin', 's3://cli-logs/large.bin')
  expect(await cli('s3', 'ls', 's3://cli-logs/')).toMatch(/PRE a b\/\n.* 20971520 large\.bin\n$/)
  expect(await cli('s3', 'ls', '--recursive', 's3://cli-logs')).toContain(' a b/small.txt\n')
  await cli('s3', 'cp', '--no-progress', 's3://cli-logs/large.bin', 'back.bin')
  expect(readFileSync(join(folder, 'back.bin'))).toEqual(readFileSync(join(folder, 'large.bin')))
  await cli('s3', 'cp', '--no-progress', 's3://cli-logs/large.bin', 's3://cli-logs/copy.bin')
  const head = await cli('s3api', 'head-object', '--bucket', 'cli-logs', '--key', 'copy.bin')
  expect(JSON.parse(head)).toMatchObject({ ContentLength: 20 * 1024 * 1024 })
  await cli('s3', 'rm', 's3://cli-logs/copy.bin')
  await cli('s3', 'rb', '--force', 's3://cli-logs')
  expect(await cli('s3', 'ls')).not.toContain('cli-logs')
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
