import type {
  GetPendingJobExecutionsRequest,
  GetPendingJobExecutionsResponse,
} from '@aws-sdk/client-iot-jobs-data-plane'
import { type JobExecution, pendingOf } from '../../../fleet/job-execution.ts'
import type { Query } from '../../operation.ts'
import { thingTraffic } from '../../thing-traffic.ts'
import { checkThing, secondsOf } from '../executions.ts'

type Get = Query<GetPendingJobExecutionsRequest, GetPendingJobExecutionsResponse>

export const getPendingJobExecutions: Get = {
  kind: 'query',
  ...thingTraffic,
  run({ thingName = '' }, call) {
    checkThing(thingName, call)
    const pending = pendingOf(call.resources, call, thingName, call.nowMs)
    const those = (wanted: JobExecution['status']) =>
      pending.filter(({ execution }) => execution.status === wanted).map(summaryOf)
    return { inProgressJobs: those('IN_PROGRESS'), queuedJobs: those('QUEUED') }
  },
}

function summaryOf({ execution }: { readonly execution: JobExecution }) {
  const { jobId, queuedMs, startedMs, updatedMs, versionNumber } = execution
  return {
    jobId,
    queuedAt: secondsOf(queuedMs),
    startedAt: startedMs === undefined ? undefined : secondsOf(startedMs),
    lastUpdatedAt: secondsOf(updatedMs),
    versionNumber,
    executionNumber: 1,
  }
}
