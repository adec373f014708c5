import type { CancelJobRequest, CancelJobResponse } from '@aws-sdk/client-iot'
import { canceledJob, jobArn } from '../../../fleet/job.ts'
import type { Command } from '../../operation.ts'
import { invalidRequest } from '../errors.ts'
import { existingJob, statusOf } from '../jobs.ts'

/** Things that have begun go on, unless the job is canceled by force. */
export const cancelJob: Command<CancelJobRequest, CancelJobResponse> = {
  kind: 'command',
  resourceArn: ({ jobId = '' }, call) => jobArn(call, jobId),
  run({ jobId = '', reasonCode, comment, force = false }, call) {
    const job = existingJob(jobId, call)
    const status = statusOf(job, call)
    if (status !== 'IN_PROGRESS')
      throw invalidRequest(`Job ${jobId} cannot be canceled because its status is ${status}.`)
    const cancellation = {
      atMs: call.nowMs,
      position: call.position,
      isForced: force,
      isAbort: false,
      ...(reasonCode === undefined ? {} : { reasonCode }),
      ...(comment === undefined ? {} : { comment }),
    }
    return {
      output: { jobArn: jobArn(call, jobId), jobId, description: job.description },
      changes: [canceledJob(job, cancellation)],
    }
  },
}
