import type {
  CancelDeploymentRequest,
  CancelDeploymentResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { deploymentArn, deploymentKey, deploymentOf, deployments, statusOf } from '../deployment.ts'
import { conflict } from '../errors.ts'

export const cancelDeployment: Command<CancelDeploymentRequest, CancelDeploymentResponse> = {
  kind: 'command',
  resourceArn: ({ deploymentId = '' }, call) => deploymentArn(call, deploymentId),
  run({ deploymentId = '' }, call) {
    const deployment = deploymentOf(deploymentId, call)
    const status = statusOf(deployment, call.resources)
    if (status !== 'ACTIVE')
      throw conflict(
        `Deployment ${deploymentId} cannot be canceled because its status is ${status}.`,
        'Deployment',
        deploymentId,
      )
    return {
      output: { message: 'SUCCESS' },
      changes: [
        deployments.put(deploymentKey(call, deploymentId), { ...deployment, isCanceled: true }),
      ],
    }
  },
}
