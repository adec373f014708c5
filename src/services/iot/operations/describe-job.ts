import type { DescribeJobRequest, DescribeJobResponse } from '@aws-sdk/client-iot'
import { jobArn } from '../../../fleet/job.ts'
import type { Query } from '../../operation.ts'
import { describedJob, existingJob } from '../jobs.ts'

export const describeJob: Query<DescribeJobRequest, DescribeJobResponse> = {
  kind: 'query',
  resourceArn: ({ jobId = '' }, call) => jobArn(call, jobId),
  run: ({ jobId }, call) => ({ job: describedJob(existingJob(jobId, call), call) }),
}
