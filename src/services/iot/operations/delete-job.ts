import type { DeleteJobRequest } from '@aws-sdk/client-iot'
import { deletedJob, jobArn } from '../../../fleet/job.ts'
import { deletedExecutions } from '../../../fleet/job-progress.ts'
import type { Command } from '../../operation.ts'
import { invalidStateTransition } from '../errors.ts'
import { existingJob, statusOf } from '../jobs.ts'

/** A job that goes on is deleted only by force. */
export const deleteJob: Command<DeleteJobRequest, void> = {
  kind: 'command',
  resourceArn: ({ jobId = '' }, call) => jobArn(call, jobId),
  run({ jobId, force = false }, call) {
    const job = existingJob(jobId, call)
    if (!force && statusOf(job, call) === 'IN_PROGRESS')
      throw invalidStateTransition(`Job ${jobId} is in progress. Cancel it, or delete it by force.`)
    return {
      output: undefined,
      changes: [...deletedJob(job), ...deletedExecutions(job, call.resources)],
    }
  },
}
