import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import { type Scope, scopeKey } from './scope.ts'

/** A document that things are to act upon. Each has an execution of its own: see {@link ./job-execution.ts}. */
export interface Job extends Scope {
  readonly jobId: string
  /** ARNs of things and thing groups. */
  readonly targets: readonly string[]
  /** A continuous job is also for things that join its groups later. */
  readonly targetSelection: 'CONTINUOUS' | 'SNAPSHOT'
  /** JSON. */
  readonly document: string
  readonly description?: string
  /** Whose job it is, where devices of several services share a thing. */
  readonly namespaceId?: string
  readonly rollout?: JobRollout
  readonly abortCriteria?: readonly AbortCriterion[]
  /** How long a thing may work on it. */
  readonly inProgressMinutesMax?: number
  readonly status: 'IN_PROGRESS' | 'CANCELED'
  readonly cancellation?: Cancellation
  /** Of the event that made it. */
  readonly createdPosition: number
  /** Epoch milliseconds. */
  readonly createdMs: number
  readonly updatedMs: number
}

export interface Cancellation {
  readonly atMs: number
  readonly position: number
  /** Things that have begun are stopped too. */
  readonly isForced: boolean
  /** Not by a caller: too many things had failed. */
  readonly isAbort: boolean
  readonly reasonCode?: string
  readonly comment?: string
}

/** Kept and shown; every thing is told at once. */
export interface JobRollout {
  readonly maximumPerMinute?: number
  readonly exponentialRate?: {
    readonly baseRatePerMinute: number
    readonly incrementFactor: number
    readonly rateIncreaseCriteria: {
      readonly numberOfNotifiedThings?: number
      readonly numberOfSucceededThings?: number
    }
  }
}

export interface AbortCriterion {
  readonly failureType: 'FAILED' | 'REJECTED' | 'TIMED_OUT' | 'ALL'
  readonly thresholdPercentage: number
  readonly minNumberOfExecutedThings: number
}

/** A target of a job, kept of its own so that a thing's jobs are found. */
interface JobTarget extends Scope {
  readonly jobId: string
  readonly targetArn: string
}

export const jobs = collection<Job>('fleet/job')
const jobTargets = collection<JobTarget>('fleet/job-target')

export const jobsOfScope: Index<Job> = { of: jobs, keyOf: scopeKey }

const targetsOfArn: Index<JobTarget> = {
  of: jobTargets,
  keyOf: (target) => `${scopeKey(target)}/${target.targetArn}`,
}

export function jobKey(scope: Scope, jobId: string): string {
  return `${scopeKey(scope)}/${jobId}`
}

export function jobArn({ region, accountId }: Scope, jobId: string): string {
  return `arn:aws:iot:${region}:${accountId}:job/${jobId}`
}

export function jobOf(resources: ResourceReader, scope: Scope, jobId: string): Job | undefined {
  return resources.get(jobs, jobKey(scope, jobId))
}

export function jobsOfTarget(resources: ResourceReader, scope: Scope, targetArn: string): Job[] {
  return resources
    .find(targetsOfArn, `${scopeKey(scope)}/${targetArn}`)
    .flatMap(({ jobId }) => jobOf(resources, scope, jobId) ?? [])
}

export function createdJob(job: Job): ResourceChange[] {
  const { accountId, region, jobId } = job
  return [
    jobs.put(jobKey(job, jobId), job),
    ...job.targets.map((targetArn) =>
      jobTargets.put(targetKey(job, targetArn), { accountId, region, jobId, targetArn }),
    ),
  ]
}

/** Executions go with their job: see {@link ./job-execution.ts}. */
export function deletedJob(job: Job): ResourceChange[] {
  return [
    jobs.delete(jobKey(job, job.jobId)),
    ...job.targets.map((targetArn) => jobTargets.delete(targetKey(job, targetArn))),
  ]
}

export function canceledJob(job: Job, cancellation: Cancellation): ResourceChange {
  const { atMs: updatedMs } = cancellation
  return jobs.put(jobKey(job, job.jobId), { ...job, status: 'CANCELED', cancellation, updatedMs })
}

function targetKey(job: Job, targetArn: string): string {
  return `${jobKey(job, job.jobId)}/${targetArn}`
}
