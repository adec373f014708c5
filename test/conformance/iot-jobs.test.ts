import {
  CancelJobCommand,
  CancelJobExecutionCommand,
  CreateJobCommand,
  type CreateJobRequest,
  DeleteJobCommand,
  DescribeJobCommand,
  DescribeJobExecutionCommand,
  GetJobDocumentCommand,
  ListJobExecutionsForJobCommand,
  ListJobExecutionsForThingCommand,
  paginateListJobs,
} from '@aws-sdk/client-iot'
import {
  DescribeJobExecutionCommand as DescribeOwnExecutionCommand,
  GetPendingJobExecutionsCommand,
  StartNextPendingJobExecutionCommand,
  UpdateJobExecutionCommand,
} from '@aws-sdk/client-iot-jobs-data-plane'
import { describe, expect, test } from 'vitest'
import { arnOf, iotSite, missing } from '../support/iot-site.ts'

const { iot, iotJobs, newName, newThing, newGroup, join } = iotSite()

async function newJob(target: string, more: Partial<CreateJobRequest> = {}) {
  const jobId = newName('job')
  const targets = [arnOf(target)]
  await iot().send(new CreateJobCommand({ jobId, targets, document: '{"do":"it"}', ...more }))
  return jobId
}
const update = (jobId: string, thingName: string, status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED') =>
  iotJobs().send(new UpdateJobExecutionCommand({ jobId, thingName, status }))
const statusOf = async (jobId: string, thingName: string) =>
  (await iot().send(new DescribeJobExecutionCommand({ jobId, thingName }))).execution?.status

describe('jobs', () => {
  test('are worked on one after the other, and end', async () => {
    const [group, thingName] = [await newGroup(), await newThing()]
    await join(group, thingName)
    const first = await newJob(`thinggroup/${group}`, { targetSelection: 'CONTINUOUS' })
    const second = await newJob(`thing/${thingName}`)
    const pending = () => iotJobs().send(new GetPendingJobExecutionsCommand({ thingName }))
    expect((await pending()).queuedJobs?.map(({ jobId }) => jobId)).toEqual([first, second])
    const next = () => iotJobs().send(new StartNextPendingJobExecutionCommand({ thingName }))
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
    expect((await iotJobs().send(asked)).execution).toMatchObject({ jobId: second })
    await update(second, thingName, 'FAILED')
    expect((await iotJobs().send(asked)).execution).toBeUndefined()
    const described = async (jobId: string) =>
      (await iot().send(new DescribeJobCommand({ jobId }))).job
    expect(await described(first)).toMatchObject({
      status: 'IN_PROGRESS',
      jobProcessDetails: { numberOfSucceededThings: 1, numberOfQueuedThings: 0 },
    })
    expect(await described(second)).toMatchObject({
      status: 'COMPLETED',
      jobProcessDetails: { numberOfFailedThings: 1 },
    })
    const listed = await iot().send(new ListJobExecutionsForThingCommand({ thingName }))
    expect(listed.executionSummaries?.map(({ jobId }) => jobId)).toEqual([first, second])
  })

  test('reach things that join later, only if they go on', async () => {
    const [group, early, late] = [await newGroup(), await newThing(), await newThing()]
    await join(group, early)
    const going = await newJob(`thinggroup/${group}`, { targetSelection: 'CONTINUOUS' })
    const snapshot = await newJob(`thinggroup/${group}`)
    await join(group, late)
    const things = async (jobId: string) =>
      (await iot().send(new ListJobExecutionsForJobCommand({ jobId }))).executionSummaries?.map(
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
      await iot().send(new CancelJobCommand({ jobId, force, comment: 'enough' }))
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
    await expect(iot().send(new CancelJobCommand({ jobId: forced }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
    await iot().send(new DeleteJobCommand({ jobId: forced }))
    await expect(iot().send(new DescribeJobCommand({ jobId: forced }))).rejects.toMatchObject(
      missing,
    )
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
    await iot().send(new CancelJobExecutionCommand({ jobId, thingName }))
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
    expect((await iot().send(new GetJobDocumentCommand({ jobId }))).document).toBe('{"do":"it"}')
    await expect(
      iot().send(
        new CreateJobCommand({ jobId, targets: [arnOf(`thing/${thingName}`)], document: '{}' }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' })
    await expect(iot().send(new DeleteJobCommand({ jobId }))).rejects.toMatchObject({
      name: 'InvalidStateTransitionException',
    })
    const newestFirst = []
    for await (const page of paginateListJobs({ client: iot(), pageSize: 3 }, {}))
      newestFirst.push(...(page.jobs ?? []).map((job) => job.createdAt?.getTime() ?? 0))
    expect(newestFirst).toEqual(newestFirst.toSorted((a, b) => b - a))
  })
})
