/**
 * A fleet of many devices: how long a page of a list and the resolution of a device's components take, what the whole process
 * holds, how soon it is ready again, and how many calls of mixed fleet work it answers a second. Every call is signed, recorded
 * and durable before it is answered. Yardstick in the same run: bare `node:http`, answering the same bytes to the same requests.
 *
 *     node bench/fleet.ts [things] [seconds a run] [runs]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keysIn } from '../test/support/server.ts'
import { type ServerProcess, startProcess } from '../test/support/server-process.ts'
import {
  callBytes,
  type FleetCall,
  lists,
  mix,
  mixedCall,
  resolveCall,
  signedCall,
} from './support/fleet-calls.ts'
import { fillFleet, type FleetSize, thingNameOf } from './support/fleet-data.ts'
import { load } from './support/load.ts'
import { memoryOf, processorTimeOf } from './support/process-memory.ts'
import { median, percentile, printTable, timesOf, whole } from './support/table.ts'

const things = Number(process.argv[2] ?? 100_000)
const durationMs = Number(process.argv[3] ?? 5) * 1000
const runs = Number(process.argv[4] ?? 3)
const size: FleetSize = { things, coreDevices: things / 10, componentVersions: things / 50 }
const CALLS = 400
const CONNECTIONS = 32

const data = mkdtempSync(join(tmpdir(), 'bench-fleet-'))
const start = () => startProcess(['--data', data])
const first = await start()
const signing = { url: first.url, keys: keysIn(first.credentials).admin }
await first.terminate()
fillFleet(join(data, 'ledger.sqlite'), size)

const starts: { readonly ms: number; readonly processorMs: number }[] = []

/** Starts the server on the fleet, and notes how long that took. */
async function ready(): Promise<ServerProcess> {
  const before = performance.now()
  const server = await start()
  const ms = performance.now() - before
  starts.push({ ms, processorMs: processorTimeOf(server) })
  return server
}

async function answerOf(call: FleetCall, { url }: ServerProcess): Promise<Response> {
  const { headers, body } = signedCall(call, { ...signing, url })
  const sent = body.length === 0 ? null : new Uint8Array(body)
  const { method, target } = call
  const response = await fetch(`${url}${target}`, { method, headers, body: sent })
  if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`)
  return response
}

type Call = (n: number) => Promise<unknown>

/** One page after the other, from the beginning again behind the last. */
function pages(call: FleetCall, server: ServerProcess): Call {
  let token: string | null | undefined
  return async () => {
    const more = token ? `&nextToken=${encodeURIComponent(token)}` : ''
    const answer = await answerOf({ ...call, target: call.target + more }, server)
    token = ((await answer.json()) as { nextToken?: string | null }).nextToken
  }
}

/** Waiting times as a client sees them, and what the server takes of the processors, so that neighbours count little. */
async function rowOf(name: string, server: ServerProcess, call: Call): Promise<readonly string[]> {
  const before = processorTimeOf(server)
  const times = await timesOf(CALLS, call)
  const processorMs = (processorTimeOf(server) - before) / CALLS
  const waited = [50, 99].map((percent) => percentile(times, percent).toFixed(1))
  return [name, ...waited, processorMs.toFixed(2)]
}

async function bareServer(answer: string): Promise<ServerProcess> {
  const headers = { 'content-type': 'application/json', 'content-length': String(answer.length) }
  const asked = JSON.stringify({ status: 200, headers, body: answer })
  return startProcess([asked], 'bench/support/bare-server.ts', [])
}

for (let run = 1; run < runs; run++) await (await ready()).terminate()
const server = await ready()
const afterStart = memoryOf(server)

const rows: (readonly string[])[] = []
const [page] = Object.values(lists)
const bare = await bareServer(page ? await (await answerOf(page, server)).text() : '')
if (page) rows.push(await rowOf('yardstick: bare node:http, that page', bare, pages(page, bare)))
for (const [name, call] of Object.entries(lists))
  rows.push(await rowOf(name, server, pages(call, server)))
rows.push(
  await rowOf('ResolveComponentCandidates, 10 components', server, async (n) =>
    (await answerOf(resolveCall(n, size), server)).json(),
  ),
)
printTable(
  `${whole(size.things)} things, ${whole(size.coreDevices)} core devices, ${whole(size.componentVersions)} component versions: one call after the other over HTTP`,
  ['call', 'p50 ms', 'p99 ms', 'processor ms a call'],
  rows,
)

const measured: (readonly [bare: number, waymark: number])[] = []
const latencies: number[] = []
/** Answers every call as GetCoreDevice is answered: a few hundred bytes, as most of the mix. */
const core = {
  service: 'greengrass',
  method: 'GET',
  target: `/greengrass/v2/coreDevices/${thingNameOf(0)}`,
} as const
const bareShort = await bareServer(await (await answerOf(core, server)).text())
let called = 0
async function measure(target: ServerProcess, requests: readonly Uint8Array[]) {
  const options = { connections: CONNECTIONS, durationMs, expected: 2 }
  return load(Number(new URL(target.url).port), requests, options)
}
/** Signed before the time is taken, and enough that none is sent twice. */
function requestsFor(target: ServerProcess): Uint8Array[] {
  const count = durationMs * 6
  const from = called
  called += count
  return Array.from({ length: count }, (_, i) =>
    callBytes(mixedCall(from + i, size), { ...signing, url: target.url }),
  )
}
await measure(server, requestsFor(server))
for (let run = 0; run < runs; run++) {
  const yardstick = await measure(bareShort, requestsFor(bareShort))
  const waymark = await measure(server, requestsFor(server))
  measured.push([yardstick.callsPerSecond, waymark.callsPerSecond])
  latencies.push(...waymark.latenciesMs)
}
const described = Object.entries(mix).map(([kind, share]) => `${share} % ${kind}`)
printTable(
  `Mixed work (${described.join(', ')}; ${CONNECTIONS} connections, ${runs} runs of ${durationMs / 1000} s, medians)`,
  ['bare node:http a second', 'Waymark a second', 'ratio', 'p50 ms', 'p99 ms'],
  [
    [
      whole(median(measured.map(([calls]) => calls))),
      whole(median(measured.map(([, calls]) => calls))),
      median(measured.map(([yardstick, calls]) => calls / yardstick)).toFixed(2),
      percentile(latencies, 50).toFixed(1),
      percentile(latencies, 99).toFixed(1),
    ],
  ],
)
const { resident, peak } = memoryOf(server)
await server.terminate()
await Promise.all([bare.kill(), bareShort.kill()])
await (await ready()).terminate()
printTable(
  'The process',
  [
    'ready after ms',
    'at most',
    'processor ms',
    'resident after the start, MB',
    'after the load',
    'at most',
  ],
  [
    [
      whole(median(starts.map(({ ms }) => ms))),
      whole(Math.max(...starts.map(({ ms }) => ms))),
      whole(median(starts.map(({ processorMs }) => processorMs))),
      whole(afterStart.resident),
      whole(resident),
      whole(peak),
    ],
  ],
)
rmSync(data, { recursive: true })
