import type { GetJobDocumentRequest, GetJobDocumentResponse } from '@aws-sdk/client-iot'
import { jobArn } from '../../../fleet/job.ts'
import type { Query } from '../../operation.ts'
import { existingJob } from '../jobs.ts'

export const getJobDocument: Query<GetJobDocumentRequest, GetJobDocumentResponse> = {
  kind: 'query',
  resourceArn: ({ jobId = '' }, call) => jobArn(call, jobId),
  run: ({ jobId }, call) => ({ document: existingJob(jobId, call).document }),
}
