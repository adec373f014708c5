import { gzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { type Destination, DestinationError, type TrailObject, trailObject } from './destination.ts'

export interface OpenDestination {
  readonly destination: Destination
  /** One that is there. */
  readonly bucket: string
  /** One that is not. */
  readonly missingBucket: string
  /** What the bucket has, as its owner sees it. */
  stored(key: string): Promise<StoredTrailObject | undefined>
}

export type StoredTrailObject = Pick<
  TrailObject,
  'body' | 'contentType' | 'contentEncoding' | 'metadata'
>

/** What every destination keeps to. `open` opens one for a test. */
export function destinationContract(open: () => Promise<OpenDestination>): void {
  let opened: OpenDestination
  beforeEach(async () => {
    opened = await open()
  })

  const object = (key: string, members: Partial<TrailObject> = {}) => {
    const trailArn = 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main'
    const body = gzipSync(`{"Records":[{"key":${JSON.stringify(key)}}]}`)
    return trailObject({ bucket: opened.bucket, key, body, trailArn, ...members })
  }
  const shown = ({ body, contentType, contentEncoding, metadata }: StoredTrailObject) => ({
    body: Buffer.from(body),
    contentType,
    contentEncoding,
    metadata: { ...metadata },
  })
  const stored = async (key: string) => {
    const found = await opened.stored(key)
    return found && shown(found)
  }

  test('an object is there when its put resolves, with all that belongs to it', async () => {
    const metadata = { signature: 'ab12', 'signature-algorithm': 'SHA256withRSA' }
    const one = object('AWSLogs/111122223333/one.json.gz', { metadata })
    await opened.destination.put(one)
    expect(await stored(one.key)).toEqual(shown(one))
  })

  test('putting it again changes nothing', async () => {
    const one = object('AWSLogs/111122223333/again.json.gz')
    await opened.destination.put(one)
    await opened.destination.put(one)
    expect(await stored(one.key)).toEqual(shown(one))
  })

  test('objects that are put at the same time are all there', async () => {
    const all = Array.from({ length: 20 }, (_, i) => object(`AWSLogs/same time/${i}.json.gz`))
    await Promise.all(all.map((one) => opened.destination.put(one)))
    for (const one of all) expect(await stored(one.key), one.key).toEqual(shown(one))
  })

  test.each(['prefix with spaces/a+b', 'Größe/東京', "it's (all) here!*", 'a%2Fb', 'a&b=c?d#e'])(
    'a prefix may be %s',
    async (prefix) => {
      const one = object(`${prefix}/AWSLogs/one.json.gz`)
      await opened.destination.put(one)
      expect(await stored(one.key)).toEqual(shown(one))
    },
  )

  test('a file as large as they get is there as a whole', async () => {
    const body = Buffer.alloc(6 * 1024 * 1024, 'not compressed at all')
    const one = object('AWSLogs/large.json.gz', { body })
    await opened.destination.put(one)
    expect((await opened.stored(one.key))?.body.length).toBe(body.length)
  })

  test('a bucket that is not there takes nothing, and says so', async () => {
    const one = object('AWSLogs/lost.json.gz', { bucket: opened.missingBucket })
    const error = await opened.destination.put(one).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DestinationError)
    expect(error).toMatchObject({ code: 'NoSuchBucket' })
  })
}
