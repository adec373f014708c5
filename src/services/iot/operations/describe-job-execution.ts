import type { DescribeJobExecutionRequest, DescribeJobExecutionResponse } from '@aws-sdk/client-iot'
import { thingArn } from '../../../fleet/thing.ts'
import type { Query } from '../../operation.ts'
import { existingExecution, existingJob, executionSummary } from '../jobs.ts'

type Describe = Query<DescribeJobExecutionRequest, DescribeJobExecutionResponse>

export const describeJobExecution: Describe = {
  kind: 'query',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run({ jobId, thingName = '' }, call) {
    const execution = existingExecution(existingJob(jobId, call), thingName, call)
    return {
      execution: {
        jobId,
        ...executionSummary(execution),
        forceCanceled: execution.isForceCanceled ?? false,
        statusDetails: { detailsMap: { ...execution.statusDetails } },
        thingArn: thingArn(call, thingName),
        versionNumber: execution.versionNumber,
      },
    }
  },
}
