import type {
  StartNextPendingJobExecutionRequest,
  StartNextPendingJobExecutionResponse,
} from '@aws-sdk/client-iot-jobs-data-plane'
import { pendingOf } from '../../../fleet/job-execution.ts'
import { keptProgress, progressed } from '../../../fleet/job-progress.ts'
import type { Command } from '../../operation.ts'
import { thingTraffic } from '../../thing-traffic.ts'
import { checkThing, describedExecution } from '../executions.ts'

type Start = Command<StartNextPendingJobExecutionRequest, StartNextPendingJobExecutionResponse>

/** What the thing has begun already is given again as it is. */
export const startNextPendingJobExecution: Start = {
  kind: 'command',
  ...thingTraffic,
  run({ thingName = '', statusDetails }, call) {
    checkThing(thingName, call)
    const [next] = pendingOf(call.resources, call, thingName, call.nowMs)
    if (!next) return { output: {}, changes: [] }
    const { job, execution } = next
    if (execution.status === 'IN_PROGRESS')
      return { output: { execution: describedExecution(next, true) }, changes: [] }
    const started = progressed(execution, { status: 'IN_PROGRESS', statusDetails }, call.nowMs)
    return {
      output: { execution: describedExecution({ job, execution: started }, true) },
      changes: keptProgress(started, job, call),
    }
  },
}
