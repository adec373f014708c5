import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keysIn, region } from '../support/server.ts'
import { type ServerProcess, startProcess } from '../support/server-process.ts'

/**
 * Goal: whatever instant the process dies at, every object is whole and has its own metadata, and is never older than what
 * its writer was told.
 * Method: each client writes over its own objects, each time with another number in body and metadata, of the same length,
 * so that neither size nor much of time tells the versions apart; the process is killed without warning and started again.
 */
const ROUNDS = 8
const Bucket = 'kill-nine'
/** One that a file can have, one that no file can, and one that stands in the way of the other. */
const KEYS = ['a/plain', 'a//odd', 'a/plain/below']

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'kill-nine-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test(`kill -9 while objects are written over, ${ROUNDS} times`, { timeout: 120_000 }, async () => {
  const acknowledged = new Map<string, number>()
  const complaints: string[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const server = await startProcess(['--data', data])
    const client = clientOf(server)
    if (round === 1) await createBucket(client)
    else complaints.push(...(await disorders(client, acknowledged)))
    const wanted = total(acknowledged) + 10 + 7 * (round % 4)
    const enough = Promise.withResolvers<void>()
    const load = KEYS.map((key) =>
      overwriteUntilDead(client, key, acknowledged, () => {
        if (total(acknowledged) >= wanted) enough.resolve()
      }),
    )
    await enough.promise
    await server.kill()
    await Promise.all(load)
  }
  const server = await startProcess(['--data', data])
  complaints.push(...(await disorders(clientOf(server), acknowledged)))
  await server.terminate()
  expect(complaints).toEqual([])
  expect([...acknowledged.keys()].toSorted()).toEqual(KEYS.toSorted())
})

function clientOf(server: ServerProcess): S3Client {
  const credentials = keysIn(server.credentials).admin
  const endpoint = server.url
  return new S3Client({ region, endpoint, credentials, maxAttempts: 1, forcePathStyle: true })
}

async function createBucket(client: S3Client): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
}

function total(acknowledged: ReadonlyMap<string, number>): number {
  return [...acknowledged.values()].reduce((sum, count) => sum + count, 0)
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
