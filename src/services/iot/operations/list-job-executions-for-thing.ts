import type {
  ListJobExecutionsForThingRequest,
  ListJobExecutionsForThingResponse,
} from '@aws-sdk/client-iot'
import { executionsOfThingNow } from '../../../fleet/job-execution.ts'
import { thingArn } from '../../../fleet/thing.ts'
import type { Query } from '../../operation.ts'
import { executionSummary } from '../jobs.ts'
import { pageInTextOrder } from '../paging.ts'
import { existingThing } from '../things.ts'

type List = Query<ListJobExecutionsForThingRequest, ListJobExecutionsForThingResponse>

export const listJobExecutionsForThing: List = {
  kind: 'query',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run({ thingName: asked, status, namespaceId, jobId, ...page }, call) {
    const { thingName } = existingThing(asked, call)
    const found = executionsOfThingNow(call.resources, call, thingName, call.nowMs).filter(
      ({ job, execution }) =>
        (status === undefined || execution.status === status) &&
        (namespaceId === undefined || job.namespaceId === namespaceId) &&
        (jobId === undefined || job.jobId === jobId),
    )
    const { items, nextToken } = pageInTextOrder(found, page, {
      scope: call,
      question: ['ListJobExecutionsForThing', thingName, status, namespaceId, jobId],
      textOf: ({ job }) => job.jobId,
    })
    return {
      executionSummaries: items.map(({ job, execution }) => ({
        jobId: job.jobId,
        jobExecutionSummary: executionSummary(execution),
      })),
      nextToken,
    }
  },
}
