/**
 * Time from a call's answer to its event in a bucket, with deliveries every second and digests on, while calls keep coming.
 * Yardstick in the same run: the interval itself, which an event waits half of on average, and all of at worst.
 *
 *     node bench/delivery-latency.ts [calls]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateDeploymentCommand, GreengrassV2Client } from '@aws-sdk/client-greengrassv2'
import { CreateThingGroupCommand, IoTClient } from '@aws-sdk/client-iot'
import { S3Client } from '@aws-sdk/client-s3'
import { recordsOf } from '../test/support/faulty-bucket.ts'
import { keysIn, makeTrailBucket } from '../test/support/server.ts'
import { startProcess } from '../test/support/server-process.ts'
import { percentile, printTable, whole } from './support/table.ts'

const calls = Number(process.argv[2] ?? 500)
const INTERVAL_MS = 1_000
const CALL_EVERY_MS = 40
const LOOK_EVERY_MS = 10
const BUCKET = 'latency'

const data = mkdtempSync(join(tmpdir(), 'bench-latency-'))
const server = await startProcess(['--data', data, '--delivery-interval', `${INTERVAL_MS}ms`])
const region = 'us-west-2'
const config = { region, endpoint: server.url, credentials: keysIn(server.credentials).admin }
const greengrass = new GreengrassV2Client(config)
const cloudtrail = new CloudTrailClient(config)
await makeTrailBucket(new S3Client({ ...config, forcePathStyle: true }), BUCKET)
const trail = { Name: 'main', S3BucketName: BUCKET, EnableLogFileValidation: true }
await cloudtrail.send(new CreateTrailCommand(trail))
await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))

const iot = new IoTClient(config)
await iot.send(new CreateThingGroupCommand({ thingGroupName: 'Line' }))

const answeredMs = new Map<string, number>()
const seenMs = new Map<string, number>()
await Promise.all([call(), look()])
// An event can be in the bucket before the answer that it waited for no longer has reached its caller.
const latencies = [...answeredMs].map(([id, ms]) => Math.max(0, (seenMs.get(id) ?? 0) - ms))
const row = (name: string, ms: number) => [name, whole(ms), (ms / INTERVAL_MS).toFixed(2)]
printTable(
  `From the answer of a call to its event in the bucket (${whole(calls)} calls)`,
  ['', 'ms', 'of the interval'],
  [
    row('yardstick: the interval of deliveries', INTERVAL_MS),
    ...[50, 90, 99, 100].map((percent) => row(`p${percent}`, percentile(latencies, percent))),
  ],
)
await server.terminate()
rmSync(data, { recursive: true })

async function call(): Promise<void> {
  const targetArn = `arn:aws:iot:${region}:123456789012:thinggroup/Line`
  for (let i = 0; i < calls; i++) {
    const { deploymentId = '' } = await greengrass.send(new CreateDeploymentCommand({ targetArn }))
    answeredMs.set(deploymentId, performance.now())
    await pause(CALL_EVERY_MS)
  }
}

/** Reads every log file as soon as it is there. */
async function look(): Promise<void> {
  const folder = join(data, 'buckets', BUCKET)
  const read = new Set<string>()
  while (seenMs.size < calls) {
    await pause(LOOK_EVERY_MS)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const now = performance.now()
    for (const file of files.filter((each) => each.endsWith('.json.gz') && !read.has(each))) {
      read.add(file)
      if (!file.includes('/CloudTrail/')) continue
      for (const { responseElements } of recordsOf(readFileSync(join(folder, file)))) {
        const { deploymentId } = (responseElements ?? {}) as { deploymentId?: string }
        if (deploymentId !== undefined) seenMs.set(deploymentId, now)
      }
    }
  }
}
