import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
import { type AbortCriterion, canceledJob, type Job } from './job.ts'
import {
  asOf,
  executionKey,
  executionsOf,
  isTerminal,
  type JobExecution,
  jobExecutions,
  keptExecutionsOf,
} from './job-execution.ts'

/** What a thing says about a job it works on. */
export interface Progress {
  readonly status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'REJECTED'
  readonly statusDetails?: Readonly<Record<string, string>> | undefined
}

/** The execution after what its thing said of it. */
export function progressed(
  execution: JobExecution,
  { status, statusDetails = execution.statusDetails }: Progress,
  nowMs: number,
): JobExecution {
  return {
    ...execution,
    status,
    statusDetails,
    startedMs: execution.startedMs ?? nowMs,
    updatedMs: nowMs,
    versionNumber: execution.versionNumber + 1,
  }
}

/** Where and when a change is decided. */
export interface Decided {
  readonly resources: ResourceReader
  /** Of the event that the change belongs to. */
  readonly position: number
}

/** The changes that keep an execution, and that stop its job where too many things have failed by now. */
export function keptProgress(
  execution: JobExecution,
  job: Job,
  { resources, position }: Decided,
): ResourceChange[] {
  const change = jobExecutions.put(executionKey(job, job.jobId, execution.thingName), execution)
  if (!shouldAbort(execution, job, resources)) return [change]
  const atMs = execution.updatedMs
  return [change, canceledJob(job, { atMs, position, isForced: false, isAbort: true })]
}

/** A snapshot job is done when all its things are; a continuous one never. */
export function isCompleted(job: Job, resources: ResourceReader, nowMs: number): boolean {
  return (
    job.status === 'IN_PROGRESS' &&
    job.targetSelection === 'SNAPSHOT' &&
    executionsOf(resources, job, nowMs).every(isTerminal)
  )
}

function shouldAbort(latest: JobExecution, job: Job, resources: ResourceReader): boolean {
  if (!job.abortCriteria || job.status !== 'IN_PROGRESS' || !isTerminal(latest)) return false
  const executed = [
    ...keptExecutionsOf(resources, job)
      .filter(({ thingName }) => thingName !== latest.thingName)
      .map((kept) => asOf(kept, job, latest.updatedMs)),
    latest,
  ].filter(isTerminal)
  return job.abortCriteria.some((criterion) => isMet(criterion, executed))
}

function isMet(
  { failureType, thresholdPercentage, minNumberOfExecutedThings }: AbortCriterion,
  executed: readonly JobExecution[],
): boolean {
  if (executed.length < minNumberOfExecutedThings) return false
  const failed = executed.filter(({ status }) =>
    failureType === 'ALL'
      ? status === 'FAILED' || status === 'REJECTED' || status === 'TIMED_OUT'
      : status === failureType,
  )
  return failed.length > 0 && failed.length * 100 >= thresholdPercentage * executed.length
}

export function deletedExecutions(job: Job, resources: ResourceReader): ResourceChange[] {
  return keptExecutionsOf(resources, job).map(({ thingName }) =>
    jobExecutions.delete(executionKey(job, job.jobId, thingName)),
  )
}
