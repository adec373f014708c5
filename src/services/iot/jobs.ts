import type {
  CreateJobRequest,
  Job as DescribedJob,
  JobExecutionSummary,
  JobProcessDetails,
} from '@aws-sdk/client-iot'
import { type AbortCriterion, type Job, jobArn, jobOf, type JobRollout } from '../../fleet/job.ts'
import { executionOf, executionsOf, type JobExecution } from '../../fleet/job-execution.ts'
import { isCompleted } from '../../fleet/job-progress.ts'
import { jobTargetOf } from '../../fleet/job-target.ts'
import { thingArn, thingOf } from '../../fleet/thing.ts'
import { groupArn, groupOf } from '../../fleet/thing-group.ts'
import type { Call } from '../operation.ts'
import { invalidRequest, notFound } from './errors.ts'

/** Throws ResourceNotFoundException. */
export function existingJob(jobId: string | undefined, call: Call): Job {
  const job = jobOf(call.resources, call, jobId ?? '')
  if (!job) throw notFound(`Job ${jobId}`)
  return job
}

/** Throws ResourceNotFoundException. */
export function existingExecution(job: Job, thingName: string, call: Call): JobExecution {
  const execution = executionOf(call.resources, job, thingName, call.nowMs)
  if (!execution) throw notFound(`Job execution ${job.jobId} of thing ${thingName}`)
  return execution
}

/** Throws unless every target is a thing or a thing group of this account and Region. */
export function checkTargets(targets: readonly string[], call: Call): void {
  for (const target of targets) {
    const { kind, name = '' } = jobTargetOf(target) ?? {}
    const own = kind === 'thing' ? thingArn(call, name) : groupArn(call, name)
    if (target !== own) throw invalidRequest(`Invalid target ARN: ${target}`)
    const found =
      kind === 'thing' ? thingOf(call.resources, call, name) : groupOf(call.resources, call, name)
    if (!found) throw notFound(`Target ${target}`)
  }
}

/** The settings of a job as they came. */
export function settingsOf(
  input: Pick<CreateJobRequest, 'jobExecutionsRolloutConfig' | 'abortConfig' | 'timeoutConfig'>,
): Pick<Job, 'rollout' | 'abortCriteria' | 'inProgressMinutesMax'> {
  const { jobExecutionsRolloutConfig: rollout, abortConfig, timeoutConfig } = input
  const minutes = timeoutConfig?.inProgressTimeoutInMinutes
  return {
    // Required members are there: the model's constraints were checked.
    ...(rollout === undefined ? {} : { rollout: rollout as JobRollout }),
    ...(abortConfig?.criteriaList
      ? { abortCriteria: abortConfig.criteriaList as readonly AbortCriterion[] }
      : {}),
    ...(minutes === undefined ? {} : { inProgressMinutesMax: minutes }),
  }
}

export function statusOf(job: Job, call: Call): 'IN_PROGRESS' | 'CANCELED' | 'COMPLETED' {
  return isCompleted(job, call.resources, call.nowMs) ? 'COMPLETED' : job.status
}

export function describedJob(job: Job, call: Call): DescribedJob {
  const { jobId, targets, targetSelection, description, namespaceId, cancellation } = job
  const { rollout, abortCriteria, inProgressMinutesMax } = job
  return {
    jobArn: jobArn(call, jobId),
    jobId,
    targetSelection,
    status: statusOf(job, call),
    forceCanceled: cancellation?.isForced || undefined,
    reasonCode: cancellation?.reasonCode,
    comment: cancellation?.comment,
    targets: [...targets],
    description,
    presignedUrlConfig: {},
    jobExecutionsRolloutConfig: rollout as DescribedJob['jobExecutionsRolloutConfig'],
    abortConfig: abortCriteria
      ? { criteriaList: abortCriteria.map((criterion) => ({ ...criterion, action: 'CANCEL' })) }
      : undefined,
    timeoutConfig:
      inProgressMinutesMax === undefined
        ? undefined
        : { inProgressTimeoutInMinutes: inProgressMinutesMax },
    createdAt: new Date(job.createdMs),
    lastUpdatedAt: new Date(job.updatedMs),
    completedAt: cancellation && new Date(cancellation.atMs),
    jobProcessDetails: processDetails(job, call),
    namespaceId,
  }
}

export function executionSummary(execution: JobExecution): JobExecutionSummary {
  const { status, queuedMs, startedMs, updatedMs } = execution
  return {
    status,
    queuedAt: new Date(queuedMs),
    startedAt: startedMs === undefined ? undefined : new Date(startedMs),
    lastUpdatedAt: new Date(updatedMs),
    executionNumber: 1,
  }
}

function processDetails(job: Job, call: Call): JobProcessDetails {
  const executions = executionsOf(call.resources, job, call.nowMs)
  const count = (wanted: JobExecution['status']) =>
    executions.filter(({ status }) => status === wanted).length
  return {
    numberOfCanceledThings: count('CANCELED'),
    numberOfSucceededThings: count('SUCCEEDED'),
    numberOfFailedThings: count('FAILED'),
    numberOfRejectedThings: count('REJECTED'),
    numberOfQueuedThings: count('QUEUED'),
    numberOfInProgressThings: count('IN_PROGRESS'),
    numberOfRemovedThings: count('REMOVED'),
    numberOfTimedOutThings: count('TIMED_OUT'),
  }
}
