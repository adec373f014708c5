import type { ListDeploymentsRequest, ListDeploymentsResponse } from '@aws-sdk/client-greengrassv2'
import { openPageToken, pageToken } from '../../../base/page-token.ts'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Call, Query } from '../../operation.ts'
import { type Deployment, deploymentsOfScope, isLatestForTarget } from '../deployment.ts'
import { statusOf } from '../deployment-status.ts'
import { invalidField } from '../errors.ts'

const PAGE_DEFAULT = 50

/** Newest first. Unless asked for ALL, only the latest revision of each target. */
export const listDeployments: Query<ListDeploymentsRequest, ListDeploymentsResponse> = {
  kind: 'query',
  run(input, call) {
    const { targetArn, parentTargetArn, historyFilter = 'LATEST_ONLY' } = input
    const question = [scopeKey(call), targetArn, parentTargetArn, historyFilter]
    const found = call.resources
      .find(deploymentsOfScope, scopeKey(call))
      .toReversed()
      .filter(
        (deployment) =>
          (targetArn === undefined || deployment.targetArn === targetArn) &&
          (parentTargetArn === undefined || deployment.parentTargetArn === parentTargetArn) &&
          (historyFilter === 'ALL' || isLatestForTarget(deployment, call.resources)),
      )
    const start = startOf(found, input.nextToken, question)
    const end = start + (input.maxResults ?? PAGE_DEFAULT)
    const last = found[end - 1]
    return {
      deployments: found.slice(start, end).map((deployment) => summaryOf(deployment, call)),
      nextToken: end < found.length && last ? pageToken(question, placeOf(last)) : undefined,
    }
  },
}

function summaryOf(deployment: Deployment, call: Call) {
  const { targetArn, revisionId, deploymentId, deploymentName, parentTargetArn } = deployment
  return {
    targetArn,
    revisionId,
    deploymentId,
    deploymentName,
    creationTimestamp: new Date(deployment.createdMs),
    deploymentStatus: statusOf(deployment, call.resources),
    isLatestForTarget: isLatestForTarget(deployment, call.resources),
    parentTargetArn,
  }
}

/** A page goes on behind the deployment the last one ended with; when that is gone by now, behind its place in time. */
function startOf(
  found: readonly Deployment[],
  token: string | undefined,
  question: readonly unknown[],
): number {
  if (token === undefined) return 0
  const place = openPageToken(question, token)
  if (!Array.isArray(place)) throw invalidField('nextToken', 'The nextToken is not valid.')
  const [deploymentId, createdMs] = place as [string, number]
  const at = found.findIndex((deployment) => deployment.deploymentId === deploymentId)
  if (at >= 0) return at + 1
  const older = found.findIndex((deployment) => deployment.createdMs <= createdMs)
  return older < 0 ? found.length : older
}

function placeOf({ deploymentId, createdMs }: Deployment): readonly [string, number] {
  return [deploymentId, createdMs]
}
