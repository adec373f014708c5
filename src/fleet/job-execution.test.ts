import { expect, test } from 'vitest'
import { Resources } from '../ledger/resources.ts'
import { canceledJob, createdJob, type Job, jobOf } from './job.ts'
import { executionOf, executionsOf, type JobExecution, pendingOf } from './job-execution.ts'
import { keptProgress, type Progress, progressed } from './job-progress.ts'
import {
  groupArn,
  groupKey,
  membershipKey,
  memberships,
  type ThingGroup,
  thingGroups,
} from './thing-group.ts'
import { thingArn } from './thing.ts'

const scope = { accountId: '123456789012', region: 'us-west-2' }
const MINUTE_MS = 60_000

function job(members: Partial<Job> = {}): Job {
  return {
    ...scope,
    jobId: 'job',
    targets: [groupArn(scope, 'root')],
    targetSelection: 'CONTINUOUS',
    document: '{}',
    status: 'IN_PROGRESS',
    createdPosition: 10,
    createdMs: 1000,
    updatedMs: 1000,
    ...members,
  }
}

function group(thingGroupName: string, parentGroupName?: string) {
  const made: ThingGroup = {
    ...scope,
    thingGroupName,
    thingGroupId: thingGroupName,
    version: 1,
    createdMs: 0,
    ...(parentGroupName === undefined ? {} : { parentGroupName }),
  }
  return thingGroups.put(groupKey(scope, thingGroupName), made)
}

function member(thingGroupName: string, thingName: string, addedPosition: number) {
  return memberships.put(membershipKey(scope, thingGroupName, thingName), {
    ...scope,
    thingGroupName,
    thingName,
    addedMs: addedPosition * 100,
    addedPosition,
  })
}

function fleet(...jobs: readonly Job[]): Resources {
  const resources = new Resources()
  resources.apply([
    group('root'),
    group('leaf', 'root'),
    member('leaf', 'early', 5),
    member('root', 'late', 20),
    ...jobs.flatMap(createdJob),
  ])
  return resources
}

/** What a thing says of the job, kept. */
function told(
  resources: Resources,
  of: Job,
  thingName: string,
  status: Progress['status'],
  nowMs = 2000,
) {
  const execution = executionOf(resources, of, thingName, nowMs) as JobExecution
  const decided = { resources, position: 30 }
  resources.apply(keptProgress(progressed(execution, { status }, nowMs), of, decided))
}

test('a job of a group is for everybody below it, and waits since they joined', () => {
  const resources = fleet(job())
  expect(executionsOf(resources, job(), 3000)).toMatchObject([
    { thingName: 'early', status: 'QUEUED', queuedMs: 1000, versionNumber: 1 },
    { thingName: 'late', status: 'QUEUED', queuedMs: 2000 },
  ])
  expect(executionOf(resources, job(), 'stranger', 3000)).toBeUndefined()
  const snapshot = job({ targetSelection: 'SNAPSHOT' })
  expect(executionOf(fleet(snapshot), snapshot, 'late', 3000)).toBeUndefined()
})

test('an execution times out when its minutes are over, and not before', () => {
  const limited = job({ inProgressMinutesMax: 5 })
  const resources = fleet(limited)
  told(resources, limited, 'early', 'IN_PROGRESS')
  const at = (nowMs: number) => executionOf(resources, limited, 'early', nowMs)
  expect(at(2000 + 5 * MINUTE_MS - 1)).toMatchObject({ status: 'IN_PROGRESS', versionNumber: 2 })
  expect(at(2000 + 5 * MINUTE_MS)).toMatchObject({
    status: 'TIMED_OUT',
    updatedMs: 2000 + 5 * MINUTE_MS,
    versionNumber: 3,
  })
})

test('who joins after a job was canceled has never heard of it', () => {
  const cancellation = { atMs: 1500, position: 15, isForced: true, isAbort: false }
  const canceled = job({ status: 'CANCELED', cancellation })
  const resources = fleet(canceled)
  expect(executionOf(resources, canceled, 'early', 3000)).toMatchObject({
    status: 'CANCELED',
    isForceCanceled: true,
    updatedMs: 1500,
  })
  expect(executionOf(resources, canceled, 'late', 3000)).toBeUndefined()
})

test('an execution that its thing ended stays as it ended', () => {
  const resources = fleet(job())
  told(resources, job(), 'early', 'FAILED')
  const cancellation = { atMs: 2500, position: 40, isForced: true, isAbort: false }
  resources.apply([canceledJob(job(), cancellation)])
  const canceled = job({ status: 'CANCELED', cancellation })
  expect(executionOf(resources, canceled, 'early', 3000)).toMatchObject({ status: 'FAILED' })
})

test('what has begun comes first, then what waits longest', () => {
  const jobs = [
    job({ jobId: 'a', createdMs: 3000 }),
    job({ jobId: 'b', createdMs: 2000 }),
    job({ jobId: 'c', createdMs: 4000, targets: [thingArn(scope, 'early')] }),
  ]
  const resources = fleet(...jobs)
  told(resources, jobs[2] as Job, 'early', 'IN_PROGRESS')
  const pending = pendingOf(resources, scope, 'early', 5000).map(({ execution }) => execution.jobId)
  expect(pending).toEqual(['c', 'b', 'a'])
})

test('a thing with colons in its name has its jobs', () => {
  const thingName = 'line:1:press'
  const ofThing = job({ targets: [thingArn(scope, thingName)] })
  const resources = fleet(ofThing)
  expect(executionsOf(resources, ofThing, 3000)).toMatchObject([{ thingName, status: 'QUEUED' }])
  expect(pendingOf(resources, scope, thingName, 3000)).toHaveLength(1)
})

const criterion = {
  failureType: 'TIMED_OUT',
  action: 'CANCEL',
  thresholdPercentage: 0,
  minNumberOfExecutedThings: 1,
} as const

test('what succeeds stops no job, however low the threshold', () => {
  const cautious = job({ abortCriteria: [{ ...criterion, failureType: 'ALL' }] })
  const resources = fleet(cautious)
  told(resources, cautious, 'early', 'SUCCEEDED')
  expect(jobOf(resources, scope, 'job')).toMatchObject({ status: 'IN_PROGRESS' })
  told(resources, cautious, 'late', 'FAILED')
  expect(jobOf(resources, scope, 'job')).toMatchObject({ status: 'CANCELED' })
})

test('things whose time ran out count when the next one has ended', () => {
  const limited = job({ inProgressMinutesMax: 5, abortCriteria: [criterion] })
  const resources = fleet(limited)
  told(resources, limited, 'early', 'IN_PROGRESS')
  told(resources, limited, 'late', 'SUCCEEDED', 2000 + 5 * MINUTE_MS - 1)
  expect(jobOf(resources, scope, 'job')).toMatchObject({ status: 'IN_PROGRESS' })
  told(resources, limited, 'late', 'SUCCEEDED', 2000 + 5 * MINUTE_MS)
  expect(jobOf(resources, scope, 'job')).toMatchObject({
    status: 'CANCELED',
    cancellation: { isAbort: true },
  })
})
