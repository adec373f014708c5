import type {
  CreateDeploymentRequest,
  CreateDeploymentResponse,
} from '@aws-sdk/client-greengrassv2'
import { jobArn } from '../../../fleet/job.ts'
import type { Call, Command, FurtherAction } from '../../operation.ts'
import { TOKEN_VALID_MS } from '../client-tokens.ts'
import { type DependentCall, furtherActionOf, serviceCallOf } from '../dependent-calls.ts'
import {
  type Deployment,
  deploymentArn,
  deploymentKey,
  deployments,
  deploymentsOfToken,
  isHere,
  isThingGroup,
  latestOf,
  subdeploymentsOf,
  targetKey,
  targets,
  tokenKey,
} from '../deployment.ts'
import {
  actionOn,
  delivered,
  type Delivery,
  describedJobCall,
  together,
  withdrawn,
} from '../deployment-delivery.ts'
import { checkDeployment, withDefaults } from '../deployment-rules.ts'
import { statusOf } from '../deployment-status.ts'
import { checkTags, putTags, tagList } from '../tags.ts'

/** There is no update: another deployment to the same target is its next revision, and replaces the one before. */
export const createDeployment: Command<CreateDeploymentRequest, CreateDeploymentResponse> = {
  kind: 'command',
  requestTags: ({ tags }) => tagList(tags),
  furtherActions: ({ targetArn = '', tags, clientToken }, call) => [
    ...(isHere(targetArn, call) && !deploymentOfToken(clientToken, call)
      ? actionsFor(targetArn, call)
      : []),
    ...(tags ? [{ action: 'greengrass:TagResource', resourceArn: deploymentArn(call, '*') }] : []),
  ],
  run(input, call) {
    const repeated = deploymentOfToken(input.clientToken, call)
    if (repeated) return { output: outputOf(repeated), changes: [] }
    checkDeployment(input, call)
    checkTags(input.tags)
    const deployment = deploymentFrom(input, call)
    const { deploymentId, targetArn, revisionId } = deployment
    const delivery = together(replaced(targetArn, call), delivered(deployment, call))
    const { tags = {} } = input
    return {
      output: outputOf(deployment),
      changes: [
        deployments.put(deploymentKey(call, deploymentId), deployment),
        targets.put(targetKey(call, targetArn), {
          revision: Number(revisionId),
          latestDeploymentId: deploymentId,
          latestPosition: call.position,
        }),
        ...(Object.keys(tags).length > 0 ? [putTags(deploymentArn(call, deploymentId), tags)] : []),
        ...delivery.changes,
      ],
      serviceCalls: delivery.calls.map(serviceCallOf),
    }
  },
}

function actionsFor(targetArn: string, call: Call): readonly FurtherAction[] {
  const names = isThingGroup(targetArn)
    ? ['DescribeThingGroup', 'CreateJob']
    : ['DescribeThing', 'UpdateThingShadow']
  return [
    ...names.map((eventName) => furtherActionOf({ eventName, resourceArn: targetArn })),
    ...actionOn(activeBefore(targetArn, call), 'DescribeJob', call),
    ...replacedBy(targetArn, call).flatMap((each) => actionOn(each, 'CancelJob', call)),
  ]
}

function deploymentFrom(input: CreateDeploymentRequest, call: Call): Deployment {
  const { deploymentPolicies, targetArn = '', tags: _, ...kept } = input
  const revision = (call.resources.get(targets, targetKey(call, targetArn))?.revision ?? 0) + 1
  return {
    ...kept,
    deploymentId: call.newId(),
    accountId: call.accountId,
    region: call.region,
    targetArn,
    revisionId: String(revision),
    deploymentPolicies: withDefaults(deploymentPolicies),
    ...(isThingGroup(targetArn) ? { iotJobId: call.newId() } : {}),
    createdMs: call.nowMs,
    createdPosition: call.position,
    isCanceled: false,
  }
}

/** What is looked at and taken back for a new revision. */
function replaced(targetArn: string, call: Call): Delivery {
  const before = activeBefore(targetArn, call)
  const looked = before?.iotJobId
    ? describedJobCall(call, before.iotJobId)
    : describedTarget(targetArn)
  return together(
    { changes: [], calls: [looked] },
    ...replacedBy(targetArn, call).map((deployment) => withdrawn(deployment, call)),
  )
}

/** The revision before, and with it what was deployed in its place to parts of the group. */
function replacedBy(targetArn: string, call: Call): readonly Deployment[] {
  const before = activeBefore(targetArn, call)
  const subdeployments = subdeploymentsOf(targetArn, call).filter((deployment) =>
    isActive(deployment, call),
  )
  return before ? [before, ...subdeployments] : subdeployments
}

/** The revision before, while its job goes on. What a thing was told by its shadow is written over. */
function activeBefore(targetArn: string, call: Call): Deployment | undefined {
  const previous = latestOf(targetArn, call)
  return previous?.iotJobId !== undefined && isActive(previous, call) ? previous : undefined
}

function isActive(deployment: Deployment, call: Call): boolean {
  return statusOf(deployment, call.resources) === 'ACTIVE'
}

function describedTarget(targetArn: string): DependentCall {
  const name = targetArn.slice(targetArn.indexOf('/') + 1)
  return isThingGroup(targetArn)
    ? {
        eventName: 'DescribeThingGroup',
        resourceArn: targetArn,
        requestParameters: { thingGroupName: name },
      }
    : { eventName: 'DescribeThing', resourceArn: targetArn, requestParameters: { thingName: name } }
}

function outputOf(deployment: Deployment): CreateDeploymentResponse {
  const { deploymentId, iotJobId } = deployment
  if (iotJobId === undefined) return { deploymentId }
  return { deploymentId, iotJobId, iotJobArn: jobArn(deployment, iotJobId) }
}

function deploymentOfToken(clientToken: string | undefined, call: Call): Deployment | undefined {
  if (clientToken === undefined) return undefined
  const latest = call.resources.find(deploymentsOfToken, tokenKey(call, clientToken)).at(-1)
  return latest && call.nowMs - latest.createdMs < TOKEN_VALID_MS ? latest : undefined
}
