import type { ListJobsRequest, ListJobsResponse } from '@aws-sdk/client-iot'
import { groupArn } from '../../../fleet/thing-group.ts'
import { jobArn, jobsOfScope } from '../../../fleet/job.ts'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Query } from '../../operation.ts'
import { pageOf } from '../paging.ts'
import { statusOf } from '../jobs.ts'

/** Newest first. */
export const listJobs: Query<ListJobsRequest, ListJobsResponse> = {
  kind: 'query',
  run(input, call) {
    const { status, targetSelection, thingGroupName, namespaceId } = input
    const target = thingGroupName === undefined ? undefined : groupArn(call, thingGroupName)
    const found = call.resources
      .find(jobsOfScope, scopeKey(call))
      .filter(
        (job) =>
          (status === undefined || statusOf(job, call) === status) &&
          (targetSelection === undefined || job.targetSelection === targetSelection) &&
          (target === undefined || job.targets.includes(target)) &&
          (namespaceId === undefined || job.namespaceId === namespaceId),
      )
      .toSorted((a, b) => b.createdMs - a.createdMs || (a.jobId < b.jobId ? -1 : 1))
    const { items, nextToken } = pageOf(found, input, {
      scope: call,
      question: ['ListJobs', status, targetSelection, thingGroupName, namespaceId],
      placeOf: ({ createdMs, jobId }) => `${createdMs} ${jobId}`,
      isBehind({ createdMs, jobId }, place) {
        const [ms = '', id = ''] = place.split(' ')
        return createdMs < Number(ms) || (createdMs === Number(ms) && jobId > id)
      },
    })
    return {
      jobs: items.map((job) => ({
        jobArn: jobArn(call, job.jobId),
        jobId: job.jobId,
        targetSelection: job.targetSelection,
        status: statusOf(job, call),
        createdAt: new Date(job.createdMs),
        lastUpdatedAt: new Date(job.updatedMs),
        completedAt: job.cancellation && new Date(job.cancellation.atMs),
      })),
      nextToken,
    }
  },
}
