import {
  CreateThingCommand,
  DeleteThingCommand,
  DeleteThingGroupCommand,
  DescribeEndpointCommand,
  DescribeThingCommand,
  DescribeThingGroupCommand,
  ListThingGroupsForThingCommand,
  paginateListThingGroups,
  paginateListThings,
  paginateListThingsInThingGroup,
  RemoveThingFromThingGroupCommand,
  UpdateThingCommand,
  UpdateThingGroupCommand,
} from '@aws-sdk/client-iot'
import { describe, expect, test } from 'vitest'
import { arnOf, iotSite, missing } from '../support/iot-site.ts'

const { server, iot, newName, newThing, newGroup, join } = iotSite()

describe('things', () => {
  test('are made, described, changed and deleted', async () => {
    const thingName = newName('thing')
    const create = new CreateThingCommand({
      thingName,
      attributePayload: { attributes: { a: '1', b: '2' } },
    })
    const made = await iot().send(create)
    expect(made).toMatchObject({ thingName, thingArn: arnOf(`thing/${thingName}`) })
    expect((await iot().send(create)).thingId).toBe(made.thingId)
    await expect(iot().send(new CreateThingCommand({ thingName }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      resourceId: made.thingId,
    })
    await iot().send(
      new UpdateThingCommand({
        thingName,
        attributePayload: { attributes: { a: '', c: '3' }, merge: true },
        expectedVersion: 1,
      }),
    )
    expect(await iot().send(new DescribeThingCommand({ thingName }))).toMatchObject({
      attributes: { b: '2', c: '3' },
      version: 2,
    })
    await expect(
      iot().send(new UpdateThingCommand({ thingName, expectedVersion: 1 })),
    ).rejects.toMatchObject({ name: 'VersionConflictException' })
    await iot().send(new DeleteThingCommand({ thingName }))
    await expect(iot().send(new DescribeThingCommand({ thingName }))).rejects.toMatchObject(missing)
  })

  test('are listed by name and found by an attribute', async () => {
    const attributes = { line: newName('line') }
    const names = []
    for (let i = 0; i < 3; i++) {
      const thingName = newName('listed')
      names.push(thingName)
      await iot().send(new CreateThingCommand({ thingName, attributePayload: { attributes } }))
    }
    const pages = []
    for await (const page of paginateListThings(
      { client: iot(), pageSize: 2 },
      { attributeName: 'line', attributeValue: attributes.line },
    ))
      pages.push(page.things?.map(({ thingName }) => thingName))
    expect(pages.flat()).toEqual(names.toSorted())
    expect(pages).toHaveLength(2)
  })
})

test('devices find the data plane where the server is reached', async () => {
  const endpoint = async (endpointType?: string) =>
    (await iot().send(new DescribeEndpointCommand({ endpointType }))).endpointAddress
  for (const type of [undefined, 'iot:Data-ATS', 'iot:Jobs'])
    expect(await endpoint(type)).toBe(new URL(server().url).host)
  await expect(endpoint('iot:CredentialProvider')).rejects.toMatchObject({
    name: 'InvalidRequestException',
  })
})

describe('thing groups', () => {
  test('stand in a tree and have members', async () => {
    const [root, thing] = [await newGroup(), await newThing()]
    const child = await newGroup(root)
    await join(child, thing)
    expect(
      await iot().send(new DescribeThingGroupCommand({ thingGroupName: child })),
    ).toMatchObject({
      thingGroupArn: arnOf(`thinggroup/${child}`),
      thingGroupMetadata: {
        parentGroupName: root,
        rootToParentThingGroups: [{ groupName: root, groupArn: arnOf(`thinggroup/${root}`) }],
      },
    })
    const members = async (thingGroupName: string, recursive: boolean) => {
      const found = []
      for await (const page of paginateListThingsInThingGroup(
        { client: iot() },
        { thingGroupName, recursive },
      ))
        found.push(...(page.things ?? []))
      return found
    }
    expect(await members(root, false)).toEqual([])
    expect(await members(root, true)).toEqual([thing])
    await expect(join(root, thing)).rejects.toMatchObject({ name: 'InvalidRequestException' })
    await expect(
      iot().send(new DeleteThingGroupCommand({ thingGroupName: root })),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' })
    const groupsOf = new ListThingGroupsForThingCommand({ thingName: thing })
    expect((await iot().send(groupsOf)).thingGroups).toEqual([
      { groupName: child, groupArn: arnOf(`thinggroup/${child}`) },
    ])
    await iot().send(
      new RemoveThingFromThingGroupCommand({ thingGroupName: child, thingName: thing }),
    )
    expect((await iot().send(groupsOf)).thingGroups).toEqual([])
    const below = []
    for await (const page of paginateListThingGroups({ client: iot() }, { parentGroup: root }))
      below.push(...(page.thingGroups ?? []).map(({ groupName }) => groupName))
    expect(below).toEqual([child])
    await iot().send(new DeleteThingGroupCommand({ thingGroupName: child }))
    await iot().send(new DeleteThingGroupCommand({ thingGroupName: root }))
    await expect(
      iot().send(new DescribeThingGroupCommand({ thingGroupName: root })),
    ).rejects.toMatchObject(missing)
  })

  test('count their changes, and need things that are there', async () => {
    const thingGroupName = await newGroup()
    const update = new UpdateThingGroupCommand({
      thingGroupName,
      thingGroupProperties: { thingGroupDescription: 'new' },
      expectedVersion: 1,
    })
    expect((await iot().send(update)).version).toBe(2)
    await expect(iot().send(update)).rejects.toMatchObject({ name: 'VersionConflictException' })
    await expect(join(thingGroupName, 'nobody')).rejects.toMatchObject(missing)
    await expect(join('nothing', await newThing())).rejects.toMatchObject(missing)
  })
})

test('calls of the registry are management events', async () => {
  const thingName = await newThing()
  const [event] = await server().lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateThing' }],
  })
  expect(event).toMatchObject({
    eventSource: 'iot.amazonaws.com',
    requestParameters: { thingName },
    responseElements: { thingName, thingArn: arnOf(`thing/${thingName}`) },
    readOnly: false,
  })
})
