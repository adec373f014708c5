import { CreateThingGroupCommand, IoTClient } from '@aws-sdk/client-iot'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CloudTrailClient,
  CreateTrailCommand,
  GetTrailStatusCommand,
  paginateLookupEvents,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  CreateDeploymentCommand,
  GreengrassV2Client,
  paginateListDeployments,
} from '@aws-sdk/client-greengrassv2'
import { S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { recordsOf } from '../support/faulty-bucket.ts'
import { accountId, keysIn, makeTrailBucket, region } from '../support/server.ts'
import { objectsIn, publicKeysOf } from '../support/trail-reader.ts'
import { verifyTrail } from '../support/trail-verifier.ts'
import { type ServerProcess, startProcess } from '../support/server-process.ts'

/**
 * Goal: whatever instant the process dies at, every acknowledged call is in history and in exactly one log file, none twice,
 * and no change is there without its event.
 * Method: a trail delivers every 50 ms while clients create deployments; the process is killed without warning and started
 * again, over and over; at the end the survivors are compared with what the clients were told.
 */
const ROUNDS = 20
const CLIENTS = 6
const BUCKET = 'kill-nine'
/** How long the last files and the last digest may take. */
const VERIFY_MS = 60_000

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'kill-nine-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test(`kill -9 under load, ${ROUNDS} times, loses nothing and doubles nothing`, async () => {
  const acknowledged = await killUnderLoad('src/main.ts', ROUNDS)
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * CLIENTS)
  expect(await disorders(acknowledged)).toEqual([])
})

test('a server that answers before it is durable is found out', async () => {
  const acknowledged = await killUnderLoad('test/faults/careless-server.ts', 2)
  expect((await disorders(acknowledged)).join()).toContain('acknowledged, but not in history')
})

const flags = () => ['--data', data, '--delivery-interval', '50ms', '--digest-interval', '2s']

/** The ids of all deployments that clients were told of. */
async function killUnderLoad(entry: string, rounds: number): Promise<string[]> {
  const acknowledged: string[] = []
  for (let round = 1; round <= rounds; round++) {
    const server = await startProcess(flags(), entry)
    if (round === 1) await startTrail(server)
    const wanted = acknowledged.length + CLIENTS * (1 + (round % 7))
    const enough = Promise.withResolvers<void>()
    const load = Array.from({ length: CLIENTS }, () =>
      createUntilDead(server, (deploymentId) => {
        if (acknowledged.push(deploymentId) >= wanted) enough.resolve()
      }),
    )
    await enough.promise
    await server.kill()
    await Promise.all(load)
  }
  return acknowledged
}

function clients(server: ServerProcess) {
  const credentials = keysIn(server.credentials).admin
  const config = { region, endpoint: server.url, credentials, maxAttempts: 1 }
  return {
    greengrass: new GreengrassV2Client(config),
    cloudtrail: new CloudTrailClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    iot: new IoTClient(config),
  }
}

async function startTrail(server: ServerProcess): Promise<void> {
  const { cloudtrail, iot, s3 } = clients(server)
  await iot.send(new CreateThingGroupCommand({ thingGroupName: 'Line' }))
  await makeTrailBucket(s3, BUCKET)
  const trail = { Name: 'main', S3BucketName: BUCKET, EnableLogFileValidation: true }
  await cloudtrail.send(new CreateTrailCommand(trail))
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
}

async function createUntilDead(server: ServerProcess, told: (id: string) => void): Promise<void> {
  const { greengrass } = clients(server)
  const targetArn = `arn:aws:iot:${region}:${accountId}:thinggroup/Line`
  for (;;) {
    try {
      const { deploymentId } = await greengrass.send(new CreateDeploymentCommand({ targetArn }))
      told(deploymentId ?? '')
    } catch {
      // The server is dead; whether this one was done nobody was told.
      return
    }
  }
}

/** Everything that is not as it should be, in words. */
async function disorders(acknowledged: readonly string[]): Promise<string[]> {
  const server = await startProcess(flags())
  try {
    const history = await creationsInHistory(server)
    const existing = await existingDeployments(server)
    await allDelivered(server)
    const logged = creationsInLogFiles()
    const verification = await verifiedTrail(server)
    const [inHistory, inLogs] = [history.map(deploymentOf), logged.map(deploymentOf)]
    return [
      ...verification.faults,
      ...missing(acknowledged, inHistory).map((id) => `${id}: acknowledged, but not in history`),
      ...missing(acknowledged, inLogs).map((id) => `${id}: acknowledged, but in no log file`),
      ...missing(acknowledged, existing).map((id) => `${id}: acknowledged, but not there`),
      ...missing(existing, inHistory).map((id) => `${id}: there without its event`),
      ...missing(inHistory, existing).map((id) => `${id}: an event without its deployment`),
      ...missing(inHistory, inLogs).map((id) => `${id}: in history, but in no log file`),
      ...repeated(history.map(({ eventID }) => eventID)).map((id) => `${id}: twice in history`),
      ...repeated(logged.map(({ eventID }) => eventID)).map((id) => `${id}: twice in log files`),
    ]
  } finally {
    await server.terminate()
  }
}

function deploymentOf(event: AuditEvent): string {
  return (event.responseElements as { deploymentId?: string } | null)?.deploymentId ?? ''
}

function missing(wanted: readonly string[], from: readonly string[]): string[] {
  const there = new Set(from)
  return wanted.filter((id) => !there.has(id))
}

function repeated(ids: readonly string[]): string[] {
  return ids.filter((id, i) => ids.indexOf(id) < i)
}

async function creationsInHistory(server: ServerProcess): Promise<AuditEvent[]> {
  const attribute = { AttributeKey: 'EventName', AttributeValue: 'CreateDeployment' } as const
  const pages = paginateLookupEvents(
    { client: clients(server).cloudtrail },
    { LookupAttributes: [attribute] },
  )
  const events: AuditEvent[] = []
  for await (const { Events = [] } of pages)
    for (const { CloudTrailEvent = '' } of Events)
      events.push(JSON.parse(CloudTrailEvent) as AuditEvent)
  return events
}

async function existingDeployments(server: ServerProcess): Promise<string[]> {
  const ids: string[] = []
  const pages = paginateListDeployments(
    { client: clients(server).greengrass, pageSize: 100 },
    { historyFilter: 'ALL' },
  )
  for await (const { deployments = [] } of pages)
    ids.push(...deployments.map(({ deploymentId = '' }) => deploymentId))
  return ids
}

/** Ends the trail, and with it its chain of digests: once the last one is there, nothing is amiss, or it never will be. */
async function verifiedTrail(server: ServerProcess) {
  const { cloudtrail, s3 } = clients(server)
  await cloudtrail.send(new StopLoggingCommand({ Name: 'main' }))
  const deadlineMs = Date.now() + VERIFY_MS
  for (;;) {
    const verification = verifyTrail(await objectsIn(s3, BUCKET), await publicKeysOf(cloudtrail))
    if (verification.faults.length === 0 || Date.now() > deadlineMs) return verification
  }
}

/** Waits until the trail has delivered something after now: then it has delivered everything before. */
async function allDelivered(server: ServerProcess): Promise<void> {
  const since = Date.now()
  const { cloudtrail } = clients(server)
  for (;;) {
    const { LatestDeliveryTime } = await cloudtrail.send(
      new GetTrailStatusCommand({ Name: 'main' }),
    )
    if (LatestDeliveryTime && LatestDeliveryTime.getTime() > since + 200) return
  }
}

function creationsInLogFiles(): AuditEvent[] {
  const folder = join(data, 'buckets', BUCKET)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('/CloudTrail/') && file.endsWith('.json.gz'))
    .flatMap((file) => recordsOf(readFileSync(join(folder, file))))
    .filter(({ eventName }) => eventName === 'CreateDeployment')
}
