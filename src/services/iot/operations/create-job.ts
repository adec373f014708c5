import type { CreateJobRequest, CreateJobResponse } from '@aws-sdk/client-iot'
import { createdJob, type Job, jobArn, jobOf } from '../../../fleet/job.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, invalidRequest } from '../errors.ts'
import { checkTargets, settingsOf } from '../jobs.ts'

export const createJob: Command<CreateJobRequest, CreateJobResponse> = {
  kind: 'command',
  resourceArn: ({ jobId = '' }, call) => jobArn(call, jobId),
  run(input, call) {
    const { jobId = '', targets = [], document, description, namespaceId } = input
    const arn = jobArn(call, jobId)
    if (document === undefined || !isJson(document))
      throw invalidRequest('A job needs a document, and it must be JSON.')
    if (jobOf(call.resources, call, jobId)) throw alreadyExists(`Job ${jobId}`, jobId, arn)
    checkTargets(targets, call)
    const { accountId, region, nowMs } = call
    const job: Job = {
      accountId,
      region,
      jobId,
      targets: [...new Set(targets)],
      targetSelection: input.targetSelection ?? 'SNAPSHOT',
      document,
      ...(description === undefined ? {} : { description }),
      ...(namespaceId === undefined ? {} : { namespaceId }),
      ...settingsOf(input),
      status: 'IN_PROGRESS',
      createdPosition: call.position,
      createdMs: nowMs,
      updatedMs: nowMs,
    }
    return { output: { jobArn: arn, jobId, description }, changes: createdJob(job) }
  },
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Devices would not be able to read it either.
    return false
  }
}
