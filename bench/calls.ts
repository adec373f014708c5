/**
 * Calls a second of the whole server, each signed, verified, recorded and durable before it is answered, against bare
 * `node:http` answering the same bytes. The two are measured in turn on the same machine, client included.
 *
 *     node bench/calls.ts [seconds a run] [runs]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keysIn } from '../test/support/server.ts'
import { type ServerProcess, startProcess } from '../test/support/server-process.ts'
import { signedHeaders } from '../test/support/signer.ts'
import { load, type LoadResult, requestBytes } from './support/load.ts'
import { memoryOf, threadTimesOf } from './support/process-memory.ts'
import { median, printTable, whole } from './support/table.ts'

const durationMs = Number(process.argv[2] ?? 3) * 1000
const runs = Number(process.argv[3] ?? 5)
const connections = 64
const target = '/greengrass/v2/deployments'

interface Call {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly body: string
  readonly service: 'greengrass' | 'iot'
}

const data = mkdtempSync(join(tmpdir(), 'bench-calls-'))
const waymark = await startProcess(['--data', data])
const creation: Call = {
  name: 'CreateDeployment',
  method: 'POST',
  path: target,
  service: 'greengrass',
  body: JSON.stringify({
    targetArn: 'arn:aws:iot:us-west-2:123456789012:thinggroup/MyGreengrassCoreGroup',
    deploymentName: 'Deployment for MyGreengrassCoreGroup',
    components: { 'aws.greengrass.Cli': { componentVersion: '2.0.3' } },
    deploymentPolicies: {
      failureHandlingPolicy: 'DO_NOTHING',
      componentUpdatePolicy: { timeoutInSeconds: 60, action: 'NOTIFY_COMPONENTS' },
      configurationValidationPolicy: { timeoutInSeconds: 60 },
    },
    iotJobConfiguration: {},
  }),
}

function bytesOf(call: Call): Uint8Array {
  const body = Buffer.from(call.body)
  const headers = signedHeaders({
    method: call.method,
    host: new URL(waymark.url).host,
    target: call.path,
    headers: { 'content-type': 'application/json', 'user-agent': 'bench' },
    body,
    keys: keysIn(waymark.credentials).admin,
    region: 'us-west-2',
    service: call.service,
  })
  return requestBytes(call.method, call.path, headers, body)
}

async function answerOf(
  call: Call,
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  const url = new URL(call.path, waymark.url)
  const [, ...lines] =
    Buffer.from(bytesOf(call)).toString('utf8').split('\r\n\r\n')[0]?.split('\r\n') ?? []
  const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]))
  const body = call.body === '' ? null : call.body
  const response = await fetch(url, { method: call.method, headers, body })
  const text = await response.text()
  if (!response.ok) throw new Error(`${call.name}: ${response.status} ${text}`)
  const kept = ['content-type', 'x-amzn-requestid', 'content-length']
  return {
    status: response.status,
    headers: Object.fromEntries(kept.map((name) => [name, response.headers.get(name) ?? ''])),
    body: text,
  }
}

interface Comparison {
  readonly row: readonly string[]
  /** Thread -> microseconds of processor time a call. */
  readonly threads: ReadonlyMap<string, number>
}

async function compare(call: Call): Promise<Comparison> {
  const answer = await answerOf(call)
  const bare: ServerProcess = await startProcess(
    [JSON.stringify(answer)],
    'bench/support/bare-server.ts',
    [],
  )
  const measure = async (server: ServerProcess) => {
    const options = { connections, durationMs, expected: answer.status }
    return load(Number(new URL(server.url).port), [bytesOf(call)], options)
  }
  await measure(waymark)
  const before = threadTimesOf(waymark)
  const pairs: [LoadResult, LoadResult][] = []
  for (let run = 0; run < runs; run++) pairs.push([await measure(bare), await measure(waymark)])
  const after = threadTimesOf(waymark)
  await bare.kill()
  const calls = pairs.reduce((sum, [, ours]) => sum + ours.calls, 0)
  const ratios = pairs.map(([theirs, ours]) => ours.callsPerSecond / theirs.callsPerSecond)
  const row = [
    call.name,
    whole(median(pairs.map(([theirs]) => theirs.callsPerSecond))),
    whole(median(pairs.map(([, ours]) => ours.callsPerSecond))),
    median(ratios).toFixed(2),
    `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
  ]
  const spent = [...after].map(([name, us]): [string, number] => [
    name,
    (us - (before.get(name) ?? 0)) / calls,
  ])
  return { row, threads: new Map(spent) }
}

/** Of a thread less than this a call is left out. */
const SHOWN_US_MIN = 1

function printThreads(creation: Comparison, reading: Comparison): void {
  const names = [...new Set([...creation.threads.keys(), ...reading.threads.keys()])]
  const rows = names.map((name) => ({
    name,
    spent: [creation, reading].map(({ threads }) => threads.get(name) ?? 0),
  }))
  printTable(
    'Processor time by thread, µs a call',
    ['thread', 'CreateDeployment', 'GetDeployment'],
    rows
      .filter(({ spent }) => Math.max(...spent) >= SHOWN_US_MIN)
      .map(({ name, spent }) => [name, ...spent.map(whole)]),
  )
}

await answerOf({
  name: 'CreateThingGroup',
  method: 'POST',
  path: '/thing-groups/MyGreengrassCoreGroup',
  body: '{}',
  service: 'iot',
})
const created = await compare(creation)
const { deploymentId } = JSON.parse((await answerOf(creation)).body) as { deploymentId: string }
const read = await compare({
  name: 'GetDeployment',
  method: 'GET',
  path: `${target}/${deploymentId}`,
  body: '',
  service: 'greengrass',
})
printTable(
  `Recorded, durable, signed calls a second (${connections} connections, ${runs} runs of ${durationMs / 1000} s, medians)`,
  ['call', 'bare node:http', 'Waymark', 'ratio', 'ratios seen'],
  [created.row, read.row],
)
printThreads(created, read)
const { resident, peak } = memoryOf(waymark)
process.stdout.write(`Resident after the load: ${whole(resident)} MB, at most ${whole(peak)} MB.\n`)
await waymark.terminate()
rmSync(data, { recursive: true })
