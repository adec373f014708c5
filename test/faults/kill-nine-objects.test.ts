import { hash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { recordsOf } from '../support/faulty-bucket.ts'
import { keysIn, makeTrailBucket, region } from '../support/server.ts'
import { type ServerProcess, startProcess } from '../support/server-process.ts'

/**
 * Goal: whatever instant the process dies at, every object is whole and has its own metadata, is never older than what its
 * writer was told, and is there if and only if exactly one event says so.
 * Method: some clients write over their own objects, each time with another number in body and metadata, of the same length,
 * so that neither size nor much of time tells the versions apart; others make new objects and delete some of them, and a trail
 * delivers the events of both. The process is killed without warning and started again, over and over.
 */
const ROUNDS = 8
const Bucket = 'kill-nine'
const TRAIL_BUCKET = 'kill-nine-trail'
/** One that a file can have, one that no file can, and one that stands in the way of the other. */
const KEYS = ['a/plain', 'a//odd', 'a/plain/below']
const MAKERS = ['one', 'two', 'three']
/** Of the new objects, each so many'th is deleted. */
const DELETED = 3

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'kill-nine-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test(`kill -9 while objects change, ${ROUNDS} times`, async () => {
  const told = nothingTold()
  expect(await killUnderLoad('src/main.ts', ROUNDS, told)).toEqual([])
  expect(await disordersOfEvents(told)).toEqual([])
  expect([...told.versions.keys()].toSorted()).toEqual(KEYS.toSorted())
  expect(told.deleted.size).toBeGreaterThan(ROUNDS)
})

test('a server that changes an object before it is durable is found out', async () => {
  const told = nothingTold()
  await killUnderLoad('test/faults/hasty-server.ts', 2, told)
  expect((await disordersOfEvents(told)).join()).toContain('there, with 0 events of its making')
})

/** What clients were told of. */
interface Told {
  /** The number of the newest version. */
  readonly versions: Map<string, number>
  readonly made: Set<string>
  readonly deleted: Set<string>
}

function nothingTold(): Told {
  return { versions: new Map(), made: new Set(), deleted: new Set() }
}

const start = (entry?: string) =>
  startProcess(['--data', data, '--delivery-interval', '50ms'], entry)

/** Everything that is not as it should be with the objects that are written over, in words. */
async function killUnderLoad(entry: string, rounds: number, told: Told): Promise<string[]> {
  const complaints: string[] = []
  for (let round = 1; round <= rounds; round++) {
    const server = await start(entry)
    const client = clientOf(server)
    if (round === 1) await createBuckets(server)
    else complaints.push(...(await disorders(client, told.versions)))
    const wanted = total(told) + 20 + 7 * (round % 4)
    const enough = Promise.withResolvers<void>()
    const tell = () => {
      if (total(told) >= wanted) enough.resolve()
    }
    const load = [
      ...KEYS.map((key) => overwriteUntilDead(client, key, told.versions, tell)),
      ...MAKERS.map((maker) => makeUntilDead(client, `${maker}/${round}`, told, tell)),
    ]
    await enough.promise
    await server.kill()
    await Promise.all(load)
  }
  const server = await start()
  complaints.push(...(await disorders(clientOf(server), told.versions)))
  await server.terminate()
  return complaints
}

function clientOf(server: ServerProcess): S3Client {
  const credentials = keysIn(server.credentials).admin
  const endpoint = server.url
  return new S3Client({ region, endpoint, credentials, maxAttempts: 1, forcePathStyle: true })
}

async function createBuckets(server: ServerProcess): Promise<void> {
  const credentials = keysIn(server.credentials).admin
  const cloudtrail = new CloudTrailClient({ region, endpoint: server.url, credentials })
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await clientOf(server).send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
  await makeTrailBucket(clientOf(server), TRAIL_BUCKET)
  await cloudtrail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: TRAIL_BUCKET }))
  const Values = [`arn:aws:s3:::${Bucket}/`]
  await cloudtrail.send(
    new PutEventSelectorsCommand({
      TrailName: 'main',
      EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values }] }],
    }),
  )
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
}

function total({ versions, made, deleted }: Told): number {
  return [...versions.values()].reduce((sum, count) => sum + count, made.size + deleted.size)
}

async function makeUntilDead(
  client: S3Client,
  prefix: string,
  { made, deleted }: Told,
  tell: () => void,
): Promise<void> {
  for (let count = 1; ; count++) {
    const Key = `new/${prefix}/${count}`
    try {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))
      made.add(Key)
      if (count % DELETED === 0) {
        await client.send(new DeleteObjectCommand({ Bucket, Key }))
        deleted.add(Key)
      }
    } catch {
      // The server is dead; whether this one was done nobody was told.
      return
    }
    tell()
  }
}

async function overwriteUntilDead(
  client: S3Client,
  Key: string,
  acknowledged: Map<string, number>,
  told: () => void,
): Promise<void> {
  for (let count = (acknowledged.get(Key) ?? 0) + 1; ; count++) {
    const number = String(count).padStart(8, '0')
    try {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: number, Metadata: { number } }))
    } catch {
      // The server is dead; whether this one was stored nobody was told.
      return
    }
    acknowledged.set(Key, count)
    told()
  }
}

async function disorders(
  client: S3Client,
  acknowledged: ReadonlyMap<string, number>,
): Promise<string[]> {
  const found = [...acknowledged].map(async ([Key, count]) => {
    const { Body, ETag, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key }))
    const text = (await Body?.transformToString()) ?? ''
    return [
      ...(Number(text) >= count ? [] : [`${Key}: ${text} is older than ${count}`]),
      ...(Metadata?.['number'] === text ? [] : [`${Key}: ${text} has other metadata`]),
      ...(ETag === `"${hash('md5', text, 'hex')}"` ? [] : [`${Key}: ${text} has another ETag`]),
    ]
  })
  return (await Promise.all(found)).flat()
}

/** Everything that is not as it should be with the new objects, in words. */
async function disordersOfEvents({ made, deleted }: Told): Promise<string[]> {
  const server = await start()
  const there = new Set(await newKeys(clientOf(server)))
  // Whoever ends in peace delivers what is due.
  await server.terminate()
  const events = loggedEvents()
  const puts = keysOf(events, 'PutObject')
  const deletions = new Set(keysOf(events, 'DeleteObject'))
  const all = new Set([...there, ...puts, ...made])
  return [...all].flatMap((key) => {
    const count = puts.filter((put) => put === key).length
    const where = there.has(key) ? 'there' : 'not there'
    const isRight = count === 1 && there.has(key) !== deletions.has(key)
    return [
      ...(isRight ? [] : [`${key}: ${where}, with ${count} events of its making`]),
      ...(deleted.has(key) && there.has(key) ? [`${key}: deleted, but there`] : []),
      ...(deleted.has(key) && !deletions.has(key) ? [`${key}: deleted without an event`] : []),
    ]
  })
}

async function newKeys(client: S3Client): Promise<string[]> {
  const keys: string[] = []
  for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: 'new/' }))
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key))
  return keys
}

function loggedEvents(): AuditEvent[] {
  const folder = join(data, 'buckets', TRAIL_BUCKET)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('/CloudTrail/') && file.endsWith('.json.gz'))
    .flatMap((file) => recordsOf(readFileSync(join(folder, file))))
}

function keysOf(events: readonly AuditEvent[], name: string): string[] {
  return events
    .filter(({ eventName, errorCode }) => eventName === name && errorCode === undefined)
    .map(({ requestParameters }) => (requestParameters as { key?: string } | null)?.key ?? '')
    .filter((key) => key.startsWith('new/'))
}
