import type { CancelJobExecutionRequest } from '@aws-sdk/client-iot'
import { isTerminal } from '../../../fleet/job-execution.ts'
import { keptProgress } from '../../../fleet/job-progress.ts'
import { thingArn } from '../../../fleet/thing.ts'
import type { Command } from '../../operation.ts'
import { invalidStateTransition, versionConflict } from '../errors.ts'
import { existingExecution, existingJob } from '../jobs.ts'

/** A thing that has begun is stopped only by force. */
export const cancelJobExecution: Command<CancelJobExecutionRequest, void> = {
  kind: 'command',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run({ jobId, thingName = '', force = false, expectedVersion, statusDetails }, call) {
    const job = existingJob(jobId, call)
    const execution = existingExecution(job, thingName, call)
    if (expectedVersion !== undefined && expectedVersion !== execution.versionNumber)
      throw versionConflict(`job execution ${jobId}`, execution.versionNumber)
    if (isTerminal(execution) || (execution.status === 'IN_PROGRESS' && !force))
      throw invalidStateTransition(
        `The job execution cannot be canceled because its status is ${execution.status}.`,
      )
    const canceled = {
      ...execution,
      status: 'CANCELED' as const,
      statusDetails: statusDetails ?? execution.statusDetails,
      updatedMs: call.nowMs,
      versionNumber: execution.versionNumber + 1,
      ...(force ? { isForceCanceled: true } : {}),
    }
    return { output: undefined, changes: keptProgress(canceled, job, call) }
  },
}
