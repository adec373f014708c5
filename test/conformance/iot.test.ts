import {
  AddThingToThingGroupCommand,
  CancelJobCommand,
  CancelJobExecutionCommand,
  CreateJobCommand,
  type CreateJobRequest,
  CreateThingCommand,
  CreateThingGroupCommand,
  DeleteJobCommand,
  DeleteThingCommand,
  DeleteThingGroupCommand,
  DescribeEndpointCommand,
  DescribeJobCommand,
  DescribeJobExecutionCommand,
  DescribeThingCommand,
  DescribeThingGroupCommand,
  GetJobDocumentCommand,
  ListJobExecutionsForJobCommand,
  ListJobExecutionsForThingCommand,
  ListThingGroupsForThingCommand,
  paginateListJobs,
  paginateListThingGroups,
  paginateListThings,
  paginateListThingsInThingGroup,
  RemoveThingFromThingGroupCommand,
  UpdateThingCommand,
  UpdateThingGroupCommand,
} from '@aws-sdk/client-iot'
import {
  DeleteThingShadowCommand,
  GetThingShadowCommand,
  ListNamedShadowsForThingCommand,
  PublishCommand,
  UpdateThingShadowCommand,
} from '@aws-sdk/client-iot-data-plane'
import {
  DescribeJobExecutionCommand as DescribeOwnExecutionCommand,
  GetPendingJobExecutionsCommand,
  StartNextPendingJobExecutionCommand,
  UpdateJobExecutionCommand,
} from '@aws-sdk/client-iot-jobs-data-plane'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountId, type Clients, region, startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let iot: Clients['iot']
let iotData: Clients['iotData']
let iotJobs: Clients['iotJobs']
beforeAll(async () => {
  server = await startServer()
  ;({ iot, iotData, iotJobs } = server.clients())
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

let count = 0
const newName = (kind: string) => `${kind}-${++count}`
const arnOf = (resource: string) => `arn:aws:iot:${region}:${accountId}:${resource}`
async function newThing() {
  const thingName = newName('thing')
  await iot.send(new CreateThingCommand({ thingName }))
  return thingName
}
async function newGroup(parentGroupName?: string) {
  const thingGroupName = newName('group')
  await iot.send(new CreateThingGroupCommand({ thingGroupName, parentGroupName }))
  return thingGroupName
}
const join = (thingGroupName: string, thingName: string) =>
  iot.send(new AddThingToThingGroupCommand({ thingGroupName, thingName }))
async function newJob(target: string, more: Partial<CreateJobRequest> = {}) {
  const jobId = newName('job')
  const targets = [arnOf(target)]
  await iot.send(new CreateJobCommand({ jobId, targets, document: '{"do":"it"}', ...more }))
  return jobId
}
const update = (jobId: string, thingName: string, status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED') =>
  iotJobs.send(new UpdateJobExecutionCommand({ jobId, thingName, status }))
const statusOf = async (jobId: string, thingName: string) =>
  (await iot.send(new DescribeJobExecutionCommand({ jobId, thingName }))).execution?.status
const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } }

describe('things', () => {
  test('are made, described, changed and deleted', async () => {
    const thingName = newName('thing')
    const create = new CreateThingCommand({
      thingName,
      attributePayload: { attributes: { a: '1', b: '2' } },
    })
    const made = await iot.send(create)
    expect(made).toMatchObject({ thingName, thingArn: arnOf(`thing/${thingName}`) })
    expect((await iot.send(create)).thingId).toBe(made.thingId)
    await expect(iot.send(new CreateThingCommand({ thingName }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      resourceId: made.thingId,
    })
    await iot.send(
      new UpdateThingCommand({
        thingName,
        attributePayload: { attributes: { a: '', c: '3' }, merge: true },
        expectedVersion: 1,
      }),
    )
    expect(await iot.send(new DescribeThingCommand({ thingName }))).toMatchObject({
      attributes: { b: '2', c: '3' },
      version: 2,
    })
    await expect(
      iot.send(new UpdateThingCommand({ thingName, expectedVersion: 1 })),
    ).rejects.toMatchObject({ name: 'VersionConflictException' })
    await iot.send(new DeleteThingCommand({ thingName }))
    await expect(iot.send(new DescribeThingCommand({ thingName }))).rejects.toMatchObject(missing)
  })

  test('are listed by name and found by an attribute', async () => {
    const attributes = { line: newName('line') }
    const names = []
    for (let i = 0; i < 3; i++) {
      const thingName = newName('listed')
      names.push(thingName)
      await iot.send(new CreateThingCommand({ thingName, attributePayload: { attributes } }))
    }
    const pages = []
    for await (const page of paginateListThings(
      { client: iot, pageSize: 2 },
      { attributeName: 'line', attributeValue: attributes.line },
    ))
      pages.push(page.things?.map(({ thingName }) => thingName))
    expect(pages.flat()).toEqual(names.toSorted())
    expect(pages).toHaveLength(2)
  })
})

test('devices find the data plane where the server is reached', async () => {
  const endpoint = async (endpointType?: string) =>
    (await iot.send(new DescribeEndpointCommand({ endpointType }))).endpointAddress
  for (const type of [undefined, 'iot:Data-ATS', 'iot:Jobs'])
    expect(await endpoint(type)).toBe(new URL(server.url).host)
  await expect(endpoint('iot:CredentialProvider')).rejects.toMatchObject({
    name: 'InvalidRequestException',
  })
})

describe('thing groups', () => {
  test('stand in a tree and have members', async () => {
    const [root, thing] = [await newGroup(), await newThing()]
    const child = await newGroup(root)
    await join(child, thing)
    expect(await iot.send(new DescribeThingGroupCommand({ thingGroupName: child }))).toMatchObject({
      thingGroupArn: arnOf(`thinggroup/${child}`),
      thingGroupMetadata: {
        parentGroupName: root,
        rootToParentThingGroups: [{ groupName: root, groupArn: arnOf(`thinggroup/${root}`) }],
      },
    })
    const members = async (thingGroupName: string, recursive: boolean) => {
      const found = []
      for await (const page of paginateListThingsInThingGroup(
        { client: iot },
        { thingGroupName, recursive },
      ))
        found.push(...(page.things ?? []))
      return found
    }
    expect(await members(root, false)).toEqual([])
    expect(await members(root, true)).toEqual([thing])
    await expect(join(root, thing)).rejects.toMatchObject({ name: 'InvalidRequestException' })
    await expect(
      iot.send(new DeleteThingGroupCommand({ thingGroupName: root })),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' })
    const groupsOf = new ListThingGroupsForThingCommand({ thingName: thing })
    expect((await iot.send(groupsOf)).thingGroups).toEqual([
      { groupName: child, groupArn: arnOf(`thinggroup/${child}`) },
    ])
    await iot.send(
      new RemoveThingFromThingGroupCommand({ thingGroupName: child, thingName: thing }),
    )
    expect((await iot.send(groupsOf)).thingGroups).toEqual([])
    const below = []
    for await (const page of paginateListThingGroups({ client: iot }, { parentGroup: root }))
      below.push(...(page.thingGroups ?? []).map(({ groupName }) => groupName))
    expect(below).toEqual([child])
    await iot.send(new DeleteThingGroupCommand({ thingGroupName: child }))
    await iot.send(new DeleteThingGroupCommand({ thingGroupName: root }))
    await expect(
      iot.send(new DescribeThingGroupCommand({ thingGroupName: root })),
    ).rejects.toMatchObject(missing)
  })

  test('count their changes, and need things that are there', async () => {
    const thingGroupName = await newGroup()
    const update = new UpdateThingGroupCommand({
      thingGroupName,
      thingGroupProperties: { thingGroupDescription: 'new' },
      expectedVersion: 1,
    })
    expect((await iot.send(update)).version).toBe(2)
    await expect(iot.send(update)).rejects.toMatchObject({ name: 'VersionConflictException' })
    await expect(join(thingGroupName, 'nobody')).rejects.toMatchObject(missing)
    await expect(join('nothing', await newThing())).rejects.toMatchObject(missing)
  })
})

describe('jobs', () => {
  test('are worked on one after the other, and end', async () => {
    const [group, thingName] = [await newGroup(), await newThing()]
    await join(group, thingName)
    const first = await newJob(`thinggroup/${group}`, { targetSelection: 'CONTINUOUS' })
    const second = await newJob(`thing/${thingName}`)
    const pending = () => iotJobs.send(new GetPendingJobExecutionsCommand({ thingName }))
    expect((await pending()).queuedJobs?.map(({ jobId }) => jobId)).toEqual([first, second])
    const next = () => iotJobs.send(new StartNextPendingJobExecutionCommand({ thingName }))
    expect((await next()).execution).toMatchObject({
      jobId: first,
      status: 'IN_PROGRESS',
      jobDocument: '{"do":"it"}',
      versionNumber: 2,
      executionNumber: 1,
    })
    expect((await next()).execution).toMatchObject({ jobId: first, versionNumber: 2 })
    expect((await pending()).inProgressJobs?.map(({ jobId }) => jobId)).toEqual([first])
    await update(first, thingName, 'SUCCEEDED')
    await expect(update(first, thingName, 'FAILED')).rejects.toMatchObject({
      name: 'InvalidStateTransitionException',
    })
    const asked = new DescribeOwnExecutionCommand({ thingName, jobId: '$next' })
    expect((await iotJobs.send(asked)).execution).toMatchObject({ jobId: second })
    await update(second, thingName, 'FAILED')
    expect((await iotJobs.send(asked)).execution).toBeUndefined()
    const described = async (jobId: string) =>
      (await iot.send(new DescribeJobCommand({ jobId }))).job
    expect(await described(first)).toMatchObject({
      status: 'IN_PROGRESS',
      jobProcessDetails: { numberOfSucceededThings: 1, numberOfQueuedThings: 0 },
    })
    expect(await described(second)).toMatchObject({
      status: 'COMPLETED',
      jobProcessDetails: { numberOfFailedThings: 1 },
    })
    const listed = await iot.send(new ListJobExecutionsForThingCommand({ thingName }))
    expect(listed.executionSummaries?.map(({ jobId }) => jobId)).toEqual([first, second])
  })

  test('reach things that join later, only if they go on', async () => {
    const [group, early, late] = [await newGroup(), await newThing(), await newThing()]
    await join(group, early)
    const going = await newJob(`thinggroup/${group}`, { targetSelection: 'CONTINUOUS' })
    const snapshot = await newJob(`thinggroup/${group}`)
    await join(group, late)
    const things = async (jobId: string) =>
      (await iot.send(new ListJobExecutionsForJobCommand({ jobId }))).executionSummaries?.map(
        ({ thingArn }) => thingArn,
      )
    expect(await things(going)).toEqual([arnOf(`thing/${early}`), arnOf(`thing/${late}`)])
    expect(await things(snapshot)).toEqual([arnOf(`thing/${early}`)])
  })

  test('are canceled: what waits at once, what has begun by force', async () => {
    const [group, waiting, begun] = [await newGroup(), await newThing(), await newThing()]
    await join(group, waiting)
    await join(group, begun)
    const cancel = async (force: boolean) => {
      const jobId = await newJob(`thinggroup/${group}`, { targetSelection: 'CONTINUOUS' })
      await update(jobId, begun, 'IN_PROGRESS')
      await iot.send(new CancelJobCommand({ jobId, force, comment: 'enough' }))
      return jobId
    }
    const gentle = await cancel(false)
    expect(await statusOf(gentle, waiting)).toBe('CANCELED')
    expect(await statusOf(gentle, begun)).toBe('IN_PROGRESS')
    await update(gentle, begun, 'SUCCEEDED')
    const forced = await cancel(true)
    expect(await statusOf(forced, begun)).toBe('CANCELED')
    await expect(update(forced, begun, 'SUCCEEDED')).rejects.toMatchObject({
      name: 'InvalidStateTransitionException',
    })
    await expect(iot.send(new CancelJobCommand({ jobId: forced }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
    await iot.send(new DeleteJobCommand({ jobId: forced }))
    await expect(iot.send(new DescribeJobCommand({ jobId: forced }))).rejects.toMatchObject(missing)
  })

  test('stop themselves when too many things fail', async () => {
    const group = await newGroup()
    const things = [await newThing(), await newThing(), await newThing()]
    for (const thing of things) await join(group, thing)
    const [first = '', second = '', third = ''] = things
    const jobId = await newJob(`thinggroup/${group}`, {
      abortConfig: {
        criteriaList: [
          {
            failureType: 'FAILED',
            action: 'CANCEL',
            thresholdPercentage: 50,
            minNumberOfExecutedThings: 2,
          },
        ],
      },
    })
    await update(jobId, first, 'FAILED')
    expect(await statusOf(jobId, third)).toBe('QUEUED')
    await update(jobId, second, 'SUCCEEDED')
    expect(await statusOf(jobId, third)).toBe('CANCELED')
  })

  test('one execution is canceled alone', async () => {
    const [thingName, other] = [await newThing(), await newThing()]
    const jobId = await newJob(`thing/${thingName}`)
    await iot.send(new CancelJobExecutionCommand({ jobId, thingName }))
    expect(await statusOf(jobId, thingName)).toBe('CANCELED')
    await expect(statusOf(jobId, other)).rejects.toMatchObject(missing)
  })

  test('need targets that are there and a document that can be read', async () => {
    await expect(newJob('thing/nobody')).rejects.toMatchObject(missing)
    await expect(newJob('rule/x')).rejects.toMatchObject({ name: 'InvalidRequestException' })
    const thingName = await newThing()
    await expect(newJob(`thing/${thingName}`, { document: '{' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
    const jobId = await newJob(`thing/${thingName}`)
    expect((await iot.send(new GetJobDocumentCommand({ jobId }))).document).toBe('{"do":"it"}')
    await expect(
      iot.send(
        new CreateJobCommand({ jobId, targets: [arnOf(`thing/${thingName}`)], document: '{}' }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' })
    await expect(iot.send(new DeleteJobCommand({ jobId }))).rejects.toMatchObject({
      name: 'InvalidStateTransitionException',
    })
    const newestFirst = []
    for await (const page of paginateListJobs({ client: iot, pageSize: 3 }, {}))
      newestFirst.push(...(page.jobs ?? []).map((job) => job.createdAt?.getTime() ?? 0))
    expect(newestFirst).toEqual(newestFirst.toSorted((a, b) => b - a))
  })
})

describe('shadows', () => {
  const put = (thingName: string, document: object | string, shadowName?: string) =>
    iotData.send(
      new UpdateThingShadowCommand({
        thingName,
        shadowName,
        payload: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
      }),
    )
  const read = (payload: Uint8Array | undefined) =>
    JSON.parse(Buffer.from(payload ?? []).toString()) as Record<string, unknown>
  const get = async (thingName: string, shadowName?: string) =>
    read((await iotData.send(new GetThingShadowCommand({ thingName, shadowName }))).payload)

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
    expect((await iotData.send(list)).results).toEqual(['named'])
    await iotData.send(new DeleteThingShadowCommand({ thingName, shadowName: 'named' }))
    await expect(get(thingName, 'named')).rejects.toMatchObject(missing)
    expect((await iotData.send(list)).results).toEqual([])
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
  await iotData.send(
    new PublishCommand({ topic: 'a/b', payload: new Uint8Array([0, 255]), qos: 1 }),
  )
  await expect(iotData.send(new PublishCommand({ topic: 'a/#' }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
  })
})

test('calls of the registry are management events', async () => {
  const thingName = await newThing()
  const [event] = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateThing' }],
  })
  expect(event).toMatchObject({
    eventSource: 'iot.amazonaws.com',
    requestParameters: { thingName },
    responseElements: { thingName, thingArn: arnOf(`thing/${thingName}`) },
    readOnly: false,
  })
})
