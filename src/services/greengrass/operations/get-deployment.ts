import type { GetDeploymentRequest, GetDeploymentResponse } from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { deploymentArn, deploymentOf, isLatestForTarget, jobArn, statusOf } from '../deployment.ts'
import { tagsOf } from '../tags.ts'

export const getDeployment: Query<GetDeploymentRequest, GetDeploymentResponse> = {
  kind: 'query',
  resourceArn: ({ deploymentId = '' }, call) => deploymentArn(call, deploymentId),
  run({ deploymentId = '' }, call) {
    const deployment = deploymentOf(deploymentId, call)
    const { targetArn, revisionId, deploymentName, components, iotJobId, parentTargetArn } =
      deployment
    return {
      targetArn,
      revisionId,
      deploymentId,
      deploymentName,
      deploymentStatus: statusOf(deployment, call.resources),
      iotJobId,
      iotJobArn: iotJobId && jobArn(call, iotJobId),
      components,
      deploymentPolicies: deployment.deploymentPolicies,
      iotJobConfiguration: deployment.iotJobConfiguration ?? {},
      creationTimestamp: new Date(deployment.createdMs),
      isLatestForTarget: isLatestForTarget(deployment, call.resources),
      parentTargetArn,
      tags: { ...tagsOf(deploymentArn(call, deploymentId), call.resources) },
    }
  },
}
