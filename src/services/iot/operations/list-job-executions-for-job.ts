import type {
  ListJobExecutionsForJobRequest,
  ListJobExecutionsForJobResponse,
} from '@aws-sdk/client-iot'
import { jobArn } from '../../../fleet/job.ts'
import { executionsOf } from '../../../fleet/job-execution.ts'
import { thingArn } from '../../../fleet/thing.ts'
import type { Query } from '../../operation.ts'
import { existingJob, executionSummary } from '../jobs.ts'
import { pageInTextOrder } from '../paging.ts'

type List = Query<ListJobExecutionsForJobRequest, ListJobExecutionsForJobResponse>

export const listJobExecutionsForJob: List = {
  kind: 'query',
  resourceArn: ({ jobId = '' }, call) => jobArn(call, jobId),
  run({ jobId, status, ...asked }, call) {
    const found = executionsOf(call.resources, existingJob(jobId, call), call.nowMs).filter(
      (execution) => status === undefined || execution.status === status,
    )
    const { items, nextToken } = pageInTextOrder(found, asked, {
      scope: call,
      question: ['ListJobExecutionsForJob', jobId, status],
      textOf: ({ thingName }) => thingName,
    })
    return {
      executionSummaries: items.map((execution) => ({
        thingArn: thingArn(call, execution.thingName),
        jobExecutionSummary: executionSummary(execution),
      })),
      nextToken,
    }
  },
}
