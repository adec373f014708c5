import {
  DeleteThingShadowCommand,
  GetThingShadowCommand,
  ListNamedShadowsForThingCommand,
  PublishCommand,
  UpdateThingShadowCommand,
} from '@aws-sdk/client-iot-data-plane'
import { describe, expect, test } from 'vitest'
import { iotSite, missing } from '../support/iot-site.ts'

const { iotData, newThing } = iotSite()

describe('shadows', () => {
  const put = (thingName: string, document: object | string, shadowName?: string) =>
    iotData().send(
      new UpdateThingShadowCommand({
        thingName,
        shadowName,
        payload: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
      }),
    )
  const read = (payload: Uint8Array | undefined) =>
    JSON.parse(Buffer.from(payload ?? []).toString()) as Record<string, unknown>
  const get = async (thingName: string, shadowName?: string) =>
    read((await iotData().send(new GetThingShadowCommand({ thingName, shadowName }))).payload)

  test('merge what is desired and reported, and tell the difference', async () => {
    const thingName = await newThing()
    await put(thingName, { state: { desired: { a: 1, b: { c: 2, d: 3 } } } })
    const { payload } = await put(thingName, {
      state: { reported: { a: 1, b: { c: 0 } }, desired: { b: { d: null } } },
      clientToken: 'mine',
    })
    expect(read(payload)).toMatchObject({
      state: { reported: { a: 1, b: { c: 0 } }, desired: { b: { d: null } } },
      version: 2,
      clientToken: 'mine',
    })
    expect(await get(thingName)).toMatchObject({
      state: {
        desired: { a: 1, b: { c: 2 } },
        reported: { a: 1, b: { c: 0 } },
        delta: { b: { c: 2 } },
      },
      metadata: { desired: { a: { timestamp: expect.any(Number) as number } } },
      version: 2,
    })
  })

  test('have names, and count on after they were deleted', async () => {
    const thingName = await newThing()
    await put(thingName, { state: { desired: { a: 1 } } }, 'named')
    await expect(get(thingName)).rejects.toMatchObject(missing)
    const list = new ListNamedShadowsForThingCommand({ thingName })
    expect((await iotData().send(list)).results).toEqual(['named'])
    await iotData().send(new DeleteThingShadowCommand({ thingName, shadowName: 'named' }))
    await expect(get(thingName, 'named')).rejects.toMatchObject(missing)
    expect((await iotData().send(list)).results).toEqual([])
    await put(thingName, { state: { desired: { b: 1 } } }, 'named')
    expect(await get(thingName, 'named')).toMatchObject({
      state: { desired: { b: 1 } },
      version: 2,
    })
  })

  test('refuse what they cannot be', async () => {
    const thingName = await newThing()
    for (const document of ['', 'x', '[]', '{}', { state: 1 }, { state: { desired: [] } }])
      await expect(put(thingName, document)).rejects.toMatchObject({
        name: 'InvalidRequestException',
      })
    await expect(
      put(thingName, { state: { desired: { a: 'x'.repeat(9000) } } }),
    ).rejects.toMatchObject({ name: 'RequestEntityTooLargeException' })
    await put(thingName, { state: { desired: { a: 1 } } })
    await expect(
      put(thingName, { state: { desired: { a: 2 } }, version: 7 }),
    ).rejects.toMatchObject({ name: 'ConflictException' })
    await expect(put('nobody', { state: {} })).rejects.toMatchObject(missing)
  })
})

test('a message is taken whatever it is made of, and its content is not in its event', async () => {
  await iotData().send(
    new PublishCommand({ topic: 'a/b', payload: new Uint8Array([0, 255]), qos: 1 }),
  )
  await expect(iotData().send(new PublishCommand({ topic: 'a/#' }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
  })
})
