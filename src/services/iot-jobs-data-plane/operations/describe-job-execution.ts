import type {
  DescribeJobExecutionRequest,
  DescribeJobExecutionResponse,
} from '@aws-sdk/client-iot-jobs-data-plane'
import { isTerminal, pendingOf } from '../../../fleet/job-execution.ts'
import type { Query } from '../../operation.ts'
import { thingTraffic } from '../../thing-traffic.ts'
import { terminalState } from '../errors.ts'
import { checkThing, describedExecution, existingExecution } from '../executions.ts'

type Describe = Query<DescribeJobExecutionRequest, DescribeJobExecutionResponse>

/** The job may be `$next`: whatever the thing has to do first, and nothing when it has nothing to do. */
export const describeJobExecution: Describe = {
  kind: 'query',
  ...thingTraffic,
  run({ jobId = '', thingName = '', includeJobDocument = true }, call) {
    if (jobId === '$next') {
      checkThing(thingName, call)
      const [next] = pendingOf(call.resources, call, thingName, call.nowMs)
      return { execution: next && describedExecution(next, includeJobDocument) }
    }
    const found = existingExecution(jobId, thingName, call)
    if (isTerminal(found.execution)) throw terminalState(jobId)
    return { execution: describedExecution(found, includeJobDocument) }
  },
}
