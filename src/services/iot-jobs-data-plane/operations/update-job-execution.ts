import type {
  UpdateJobExecutionRequest,
  UpdateJobExecutionResponse,
} from '@aws-sdk/client-iot-jobs-data-plane'
import { isTerminal } from '../../../fleet/job-execution.ts'
import { keptProgress, type Progress, progressed } from '../../../fleet/job-progress.ts'
import type { Command } from '../../operation.ts'
import { thingTraffic } from '../../thing-traffic.ts'
import { conflict, invalidRequest, invalidStateTransition } from '../errors.ts'
import { existingExecution } from '../executions.ts'

type Update = Command<UpdateJobExecutionRequest, UpdateJobExecutionResponse>

export const updateJobExecution: Update = {
  kind: 'command',
  ...thingTraffic,
  run(input, call) {
    const { jobId = '', thingName = '', statusDetails, expectedVersion } = input
    const { job, execution } = existingExecution(jobId, thingName, call)
    const status = statusFrom(input.status)
    if (isTerminal(execution))
      throw invalidStateTransition(
        `The job execution is in the terminal state ${execution.status} and cannot become ${status}.`,
      )
    if (expectedVersion !== undefined && expectedVersion !== execution.versionNumber)
      throw conflict(`The job execution has version ${execution.versionNumber}.`)
    const updated = progressed(execution, { status, statusDetails }, call.nowMs)
    return {
      output: {
        executionState: input.includeJobExecutionState
          ? {
              status: updated.status,
              statusDetails: { ...updated.statusDetails },
              versionNumber: updated.versionNumber,
            }
          : undefined,
        jobDocument: input.includeJobDocument ? job.document : undefined,
      },
      changes: keptProgress(updated, job, call),
    }
  },
}

const claimable: readonly Progress['status'][] = ['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'REJECTED']

/** The statuses that a thing can claim; the others are the service's to give. */
function statusFrom(status: string | undefined): Progress['status'] {
  const claimed = claimable.find((each) => each === status)
  if (!claimed) throw invalidRequest(`A job execution cannot be updated to the status ${status}.`)
  return claimed
}
