import type { DeleteDeploymentRequest } from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { serviceCallOf } from '../dependent-calls.ts'
import {
  deploymentArn,
  deploymentKey,
  deploymentOf,
  deployments,
  knownDeployment,
  onDeployment,
} from '../deployment.ts'
import { actionOn, removed } from '../deployment-delivery.ts'
import { statusOf } from '../deployment-status.ts'
import { conflict } from '../errors.ts'
import { deleteTags } from '../tags.ts'

/** Devices keep what they were given. */
export const deleteDeployment: Command<DeleteDeploymentRequest, void> = {
  kind: 'command',
  ...onDeployment,
  furtherActions: ({ deploymentId = '' }, call) =>
    actionOn(knownDeployment(deploymentId, call), 'DeleteJob', call),
  run({ deploymentId = '' }, call) {
    const deployment = deploymentOf(deploymentId, call)
    if (statusOf(deployment, call.resources) === 'ACTIVE')
      throw conflict(
        `Deployment ${deploymentId} is active. Cancel it before you delete it.`,
        'Deployment',
        deploymentId,
      )
    const { changes, calls } = removed(deployment, call)
    return {
      output: undefined,
      changes: [
        deployments.delete(deploymentKey(call, deploymentId)),
        deleteTags(deploymentArn(call, deploymentId)),
        ...changes,
      ],
      serviceCalls: calls.map(serviceCallOf),
    }
  },
}
