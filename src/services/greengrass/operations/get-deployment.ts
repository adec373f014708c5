import type { GetDeploymentRequest, GetDeploymentResponse } from '@aws-sdk/client-greengrassv2'
import { jobArn, jobOf } from '../../../fleet/job.ts'
import type { Query } from '../../operation.ts'
import { serviceCallOf } from '../dependent-calls.ts'
import {
  deploymentArn,
  deploymentOf,
  isLatestForTarget,
  knownDeployment,
  onDeployment,
} from '../deployment.ts'
import { actionOn, describedJobCall } from '../deployment-delivery.ts'
import { statusOf } from '../deployment-status.ts'
import { tagsOf } from '../tags.ts'

export const getDeployment: Query<GetDeploymentRequest, GetDeploymentResponse> = {
  kind: 'query',
  ...onDeployment,
  furtherActions: ({ deploymentId = '' }, call) =>
    actionOn(knownDeployment(deploymentId, call), 'DescribeJob', call),
  serviceCalls: (_, { iotJobId }, call) =>
    iotJobId !== undefined && jobOf(call.resources, call, iotJobId)
      ? [serviceCallOf(describedJobCall(call, iotJobId))]
      : [],
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
