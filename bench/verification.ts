/**
 * How fast a trail's log files and digests are verified: by the AWS CLI's `cloudtrail validate-logs`, and by the verifier of
 * our tests, which asks the same server over HTTP for the same files. Yardstick in the same run: reading the files from the
 * disk and inflating them, which nobody can do without. The hours pass in the server's clock.
 *
 *     node bench/verification.ts [hours] [calls in five minutes]
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import {
  CreateTrailCommand,
  GetTrailStatusCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { pythonClients } from '../test/clients/python-clients.ts'
import { accountId, region, startServer } from '../test/support/server.ts'
import { objectsIn, publicKeysOf } from '../test/support/trail-reader.ts'
import { type Verification, verifyTrail } from '../test/support/trail-verifier.ts'
import { printTable, whole } from './support/table.ts'

const hours = Number(process.argv[2] ?? 24)
const callsInFiveMinutes = Number(process.argv[3] ?? 100)
const BUCKET = 'verified'
/** Longer than the calls of five minutes take, so that most of them are in one file. */
const DELIVERY_MS = 1_000
const FIVE_MINUTES_MS = 5 * 60_000
const TOGETHER = 50
const run = promisify(execFile)

const python = await pythonClients()
if (!python) throw new Error('there is no AWS CLI')
const clock = { behindMs: 0, now: () => Date.now() - clock.behindMs }
const server = await startServer({ deliveryIntervalMs: DELIVERY_MS }, undefined, { clock })
const trail = { Name: 'main', S3BucketName: BUCKET, EnableLogFileValidation: true }
await server.makeTrailBucket(BUCKET)
const startMs = Date.now() - hours * 3_600_000 - FIVE_MINUTES_MS
clock.behindMs = Date.now() - startMs
await server.clients().cloudtrail.send(new CreateTrailCommand(trail))
await server.clients().cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
for (let passed = 0; passed < hours * 12; passed++) await fiveMinutes()
await server.clients().cloudtrail.send(new StopLoggingCommand({ Name: 'main' }))
clock.behindMs = 0
while ((await verified()).faults.length > 0) await pause(100)

const files = readdirSync(join(server.data, 'buckets', BUCKET), {
  recursive: true,
  encoding: 'utf8',
})
  .map((name) => join(server.data, 'buckets', BUCKET, name))
  .filter((name) => statSync(name).isFile())
const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
const reading = await timed(async () => {
  for (const file of files) gunzipSync(readFileSync(file))
})
const ours = await timed(verified)
const theirs = await timed(validatedByCli)
const row = (name: string, ms: number) => [
  name,
  whole(ms),
  whole(files.length / (ms / 1000)),
  (bytes / 1e6 / (ms / 1000)).toFixed(2),
  (ms / theirs).toFixed(3),
]
printTable(
  `Verifying ${hours} hours: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`,
  ['', 'ms', 'files a second', 'MB a second', 'of the AWS CLI’s time'],
  [
    row('yardstick: read and inflated', reading),
    row('our verifier, over HTTP', ours),
    row('aws cloudtrail validate-logs', theirs),
  ],
)
await server.close()

/** Calls, and the log file that has them. A client corrects its clock by the first answer it gets, so none lives longer. */
async function fiveMinutes(): Promise<void> {
  for (let calls = 0; calls < callsInFiveMinutes; calls += TOGETHER) {
    const { greengrass } = server.clients()
    await Promise.all(
      Array.from({ length: TOGETHER }, () => greengrass.send(new ListDeploymentsCommand({}))),
    )
    greengrass.destroy()
  }
  const calledMs = clock.now()
  for (;;) {
    const { cloudtrail } = server.clients()
    const asked = new GetTrailStatusCommand({ Name: 'main' })
    const { LatestDeliveryTime } = await cloudtrail.send(asked)
    cloudtrail.destroy()
    if (LatestDeliveryTime && LatestDeliveryTime.getTime() > calledMs - 1_000) break
    await pause(50)
  }
  clock.behindMs -= FIVE_MINUTES_MS
}

async function verified(): Promise<Verification> {
  const { s3, cloudtrail } = server.clients()
  return verifyTrail(await objectsIn(s3, BUCKET), await publicKeysOf(cloudtrail))
}

async function validatedByCli(): Promise<void> {
  const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
  const flags = {
    '--trail-arn': `arn:aws:cloudtrail:${region}:${accountId}:trail/main`,
    '--start-time': time(startMs - 1_000),
    '--end-time': time(Date.now()),
    '--region': region,
  }
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: server.keys.admin.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.keys.admin.secretAccessKey,
  }
  const words = ['cloudtrail', 'validate-logs', ...Object.entries(flags).flat()]
  const { stdout } = await run(`${python?.bin}/aws`, words, { env })
  const [, valid = '', all] = /(\d+)\/(\d+) log files valid/.exec(stdout) ?? []
  if (valid === '' || valid !== all) throw new Error(`not all is valid: ${stdout}`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
