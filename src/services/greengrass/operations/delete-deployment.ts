import type { DeleteDeploymentRequest } from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { deploymentArn, deploymentKey, deploymentOf, deployments, statusOf } from '../deployment.ts'
import { conflict } from '../errors.ts'
import { deleteTags } from '../tags.ts'

export const deleteDeployment: Command<DeleteDeploymentRequest, void> = {
  kind: 'command',
  resourceArn: ({ deploymentId = '' }, call) => deploymentArn(call, deploymentId),
  run({ deploymentId = '' }, call) {
    const deployment = deploymentOf(deploymentId, call)
    if (statusOf(deployment, call.resources) === 'ACTIVE')
      throw conflict(
        `Deployment ${deploymentId} is active. Cancel it before you delete it.`,
        'Deployment',
        deploymentId,
      )
    return {
      output: undefined,
      changes: [
        deployments.delete(deploymentKey(call, deploymentId)),
        deleteTags(deploymentArn(call, deploymentId)),
      ],
    }
  },
}
