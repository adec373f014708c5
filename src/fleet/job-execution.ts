import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'
import { type Job, jobKey, jobOf, jobsOfTarget } from './job.ts'
import { jobTargetOf } from './job-target.ts'
import { type Scope, scopeKey } from './scope.ts'
import { thingArn } from './thing.ts'
import {
  ancestorsOf,
  groupArn,
  groupOf,
  membershipIn,
  membershipsOf,
  membersOf,
  treeOf,
} from './thing-group.ts'

/** What one thing makes of a job. */
export interface JobExecution extends Scope {
  readonly jobId: string
  readonly thingName: string
  readonly status: JobExecutionStatus
  readonly statusDetails: Readonly<Record<string, string>>
  /** Epoch milliseconds. */
  readonly queuedMs: number
  readonly startedMs?: number
  readonly updatedMs: number
  /** Counts the changes, from 1. */
  readonly versionNumber: number
  readonly isForceCanceled?: boolean
}

export type JobExecutionStatus =
  | 'QUEUED'
  | 'IN_PROGRESS'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'REJECTED'
  | 'REMOVED'
  | 'CANCELED'

/** Those that a thing or a caller changed. Before, an execution is there by what its job is for, and is not kept. */
export const jobExecutions = collection<JobExecution>('fleet/job-execution')

const executionsOfJob: Index<JobExecution> = {
  of: jobExecutions,
  keyOf: (execution) => jobKey(execution, execution.jobId),
}

const executionsOfThing: Index<JobExecution> = {
  of: jobExecutions,
  keyOf: (execution) => `${scopeKey(execution)}/${execution.thingName}`,
}

const MINUTE_MS = 60_000

export function executionKey(scope: Scope, jobId: string, thingName: string): string {
  return `${jobKey(scope, jobId)}/${thingName}`
}

export function isTerminal({ status }: Pick<JobExecution, 'status'>): boolean {
  return status !== 'QUEUED' && status !== 'IN_PROGRESS'
}

/** The execution as it stands now; undefined when the job is not for the thing. */
export function executionOf(
  resources: ResourceReader,
  job: Job,
  thingName: string,
  nowMs: number,
): JobExecution | undefined {
  const kept = resources.get(jobExecutions, executionKey(job, job.jobId, thingName))
  if (kept) return asOf(kept, job, nowMs)
  const sinceMs = addressedSince(resources, job, thingName)
  return sinceMs === undefined ? undefined : asOf(queued(job, thingName, sinceMs), job, nowMs)
}

/** Of every thing that the job is for, or that has worked on it. In the order of the things' names. */
export function executionsOf(resources: ResourceReader, job: Job, nowMs: number): JobExecution[] {
  const names = new Set(keptExecutionsOf(resources, job).map(({ thingName }) => thingName))
  for (const targetArn of job.targets) {
    const target = jobTargetOf(targetArn)
    if (target?.kind === 'thing') names.add(target.name)
    const group = target?.kind === 'thinggroup' ? groupOf(resources, job, target.name) : undefined
    for (const each of group ? treeOf(resources, group) : [])
      for (const { thingName } of membersOf(resources, each)) names.add(thingName)
  }
  return [...names]
    .toSorted()
    .flatMap((thingName) => executionOf(resources, job, thingName, nowMs) ?? [])
}

export function keptExecutionsOf(resources: ResourceReader, job: Job): JobExecution[] {
  return resources.find(executionsOfJob, jobKey(job, job.jobId))
}

/** Of every job that is for the thing, newest job last. */
export function executionsOfThingNow(
  resources: ResourceReader,
  scope: Scope,
  thingName: string,
  nowMs: number,
): { readonly job: Job; readonly execution: JobExecution }[] {
  const jobs = new Map<string, Job>()
  for (const targetArn of addressesOf(resources, scope, thingName))
    for (const job of jobsOfTarget(resources, scope, targetArn)) jobs.set(job.jobId, job)
  for (const { jobId } of resources.find(executionsOfThing, `${scopeKey(scope)}/${thingName}`)) {
    const job = jobs.get(jobId) ?? jobOf(resources, scope, jobId)
    if (job) jobs.set(jobId, job)
  }
  return [...jobs.values()]
    .toSorted((a, b) => a.createdMs - b.createdMs)
    .flatMap((job) => {
      const execution = executionOf(resources, job, thingName, nowMs)
      return execution ? [{ job, execution }] : []
    })
}

/** What the thing has to do, the first first: what it has begun, then what waits longest. */
export function pendingOf(
  resources: ResourceReader,
  scope: Scope,
  thingName: string,
  nowMs: number,
): { readonly job: Job; readonly execution: JobExecution }[] {
  const rank = ({ execution }: { readonly execution: JobExecution }) =>
    execution.status === 'IN_PROGRESS' ? 0 : 1
  return executionsOfThingNow(resources, scope, thingName, nowMs)
    .filter(({ execution }) => !isTerminal(execution))
    .toSorted((a, b) => rank(a) - rank(b) || a.execution.queuedMs - b.execution.queuedMs)
}

/** ARNs of the thing itself and of every group it is in, those above included. */
function addressesOf(resources: ResourceReader, scope: Scope, thingName: string): Set<string> {
  const arns = new Set([thingArn(scope, thingName)])
  for (const { thingGroupName } of membershipsOf(resources, scope, thingName)) {
    const group = groupOf(resources, scope, thingGroupName)
    for (const each of group ? [group, ...ancestorsOf(resources, group)] : [])
      arns.add(groupArn(scope, each.thingGroupName))
  }
  return arns
}

/** When the job became the thing's to do, epoch milliseconds. */
function addressedSince(
  resources: ResourceReader,
  job: Job,
  thingName: string,
): number | undefined {
  const joined = job.targets.flatMap((targetArn) => {
    const target = jobTargetOf(targetArn)
    if (target?.kind === 'thing')
      return target.name === thingName ? [{ addedPosition: 0, addedMs: 0 }] : []
    return (target && membershipIn(resources, job, thingName, target.name)) ?? []
  })
  const [first] = joined.toSorted((a, b) => a.addedPosition - b.addedPosition)
  const lastPosition =
    job.targetSelection === 'SNAPSHOT' ? job.createdPosition : job.cancellation?.position
  if (!first || first.addedPosition > (lastPosition ?? Infinity)) return undefined
  return Math.max(job.createdMs, first.addedMs)
}

function queued(job: Job, thingName: string, queuedMs: number): JobExecution {
  const { accountId, region, jobId } = job
  return {
    accountId,
    region,
    jobId,
    thingName,
    status: 'QUEUED',
    statusDetails: {},
    queuedMs,
    updatedMs: queuedMs,
    versionNumber: 1,
  }
}

/** What became of a kept execution without anybody touching it: its job was canceled, or its time ran out. */
export function asOf(execution: JobExecution, job: Job, nowMs: number): JobExecution {
  if (isTerminal(execution)) return execution
  const { versionNumber } = execution
  const { startedMs } = execution
  const limitMs = (job.inProgressMinutesMax ?? Infinity) * MINUTE_MS
  const endMs = startedMs === undefined ? Infinity : startedMs + limitMs
  const { cancellation } = job
  if (endMs <= Math.min(nowMs, cancellation?.atMs ?? Infinity))
    return { ...execution, status: 'TIMED_OUT', updatedMs: endMs, versionNumber: versionNumber + 1 }
  const isStopped =
    cancellation !== undefined && (execution.status === 'QUEUED' || cancellation.isForced)
  if (!isStopped) return execution
  return {
    ...execution,
    status: 'CANCELED',
    updatedMs: cancellation.atMs,
    versionNumber: versionNumber + 1,
    ...(cancellation.isForced ? { isForceCanceled: true } : {}),
  }
}
