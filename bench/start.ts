/**
 * A fresh server: how long until it says that it is ready, and what its process holds then. Yardstick in the same run: bare
 * `node:http` started the same way.
 *
 *     node bench/start.ts [runs]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerProcess, startProcess } from '../test/support/server-process.ts'
import { memoryOf } from './support/process-memory.ts'
import { median, printTable, whole } from './support/table.ts'

const runs = Number(process.argv[2] ?? 15)
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))

interface Start {
  readonly ms: number
  readonly megabytes: number
}

async function started(start: () => Promise<ServerProcess>): Promise<Start> {
  const before = performance.now()
  const server = await start()
  const ms = performance.now() - before
  const megabytes = memoryOf(server).resident
  await server.terminate()
  return { ms, megabytes }
}

const kinds: Readonly<Record<string, (run: number) => Promise<ServerProcess>>> = {
  'yardstick: bare node:http': () => startProcess(['{}'], 'bench/support/bare-server.ts', []),
  'Waymark, empty data directory': (run) => startProcess(['--data', join(folder, String(run))]),
  'Waymark, started again': () => startProcess(['--data', join(folder, '0')]),
}

const starts = new Map<string, Start[]>(Object.keys(kinds).map((name) => [name, []]))
for (let run = 0; run < runs; run++)
  for (const [name, start] of Object.entries(kinds))
    starts.get(name)?.push(await started(() => start(run)))

printTable(
  `Start (medians of ${runs} runs, in turn)`,
  ['server', 'ready after ms', 'at most', 'resident MB'],
  [...starts].map(([name, all]) => [
    name,
    whole(median(all.map(({ ms }) => ms))),
    whole(Math.max(...all.map(({ ms }) => ms))),
    whole(median(all.map(({ megabytes }) => megabytes))),
  ]),
)
rmSync(folder, { recursive: true })
