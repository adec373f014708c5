import type { JobExecution as DescribedExecution } from '@aws-sdk/client-iot-jobs-data-plane'
import { type Job, jobOf } from '../../fleet/job.ts'
import { executionOf, type JobExecution } from '../../fleet/job-execution.ts'
import { thingOf } from '../../fleet/thing.ts'
import type { Call } from '../operation.ts'
import { notFound } from './errors.ts'

/** A thing's execution of a job. Throws ResourceNotFoundException. */
export function existingExecution(
  jobId: string,
  thingName: string,
  call: Call,
): { readonly job: Job; readonly execution: JobExecution } {
  checkThing(thingName, call)
  const job = jobOf(call.resources, call, jobId)
  const execution = job && executionOf(call.resources, job, thingName, call.nowMs)
  if (!job || !execution) throw notFound(`Job execution ${jobId} of thing ${thingName}`)
  return { job, execution }
}

export function checkThing(thingName: string, call: Call): void {
  if (!thingOf(call.resources, call, thingName)) throw notFound(`Thing ${thingName}`)
}

/** Times are whole seconds on this plane. */
export function describedExecution(
  { job, execution }: { readonly job: Job; readonly execution: JobExecution },
  withDocument: boolean,
): DescribedExecution {
  const { jobId, thingName, status, statusDetails, versionNumber } = execution
  return {
    jobId,
    thingName,
    status,
    statusDetails: { ...statusDetails },
    queuedAt: secondsOf(execution.queuedMs),
    startedAt: execution.startedMs === undefined ? undefined : secondsOf(execution.startedMs),
    lastUpdatedAt: secondsOf(execution.updatedMs),
    versionNumber,
    executionNumber: 1,
    jobDocument: withDocument ? job.document : undefined,
  }
}

export function secondsOf(ms: number): number {
  return Math.floor(ms / 1000)
}
