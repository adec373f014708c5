import type {
  CancelDeploymentRequest,
  CancelDeploymentResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { serviceCallOf } from '../dependent-calls.ts'
import {
  deploymentKey,
  deploymentOf,
  deployments,
  knownDeployment,
  onDeployment,
} from '../deployment.ts'
import { actionOn, withdrawn } from '../deployment-delivery.ts'
import { statusOf } from '../deployment-status.ts'
import { conflict } from '../errors.ts'

export const cancelDeployment: Command<CancelDeploymentRequest, CancelDeploymentResponse> = {
  kind: 'command',
  ...onDeployment,
  furtherActions: ({ deploymentId = '' }, call) =>
    actionOn(knownDeployment(deploymentId, call), 'CancelJob', call),
  run({ deploymentId = '' }, call) {
    const deployment = deploymentOf(deploymentId, call)
    const status = statusOf(deployment, call.resources)
    if (status !== 'ACTIVE')
      throw conflict(
        `Deployment ${deploymentId} cannot be canceled because its status is ${status}.`,
        'Deployment',
        deploymentId,
      )
    const { changes, calls } = withdrawn(deployment, call)
    return {
      output: { message: 'SUCCESS' },
      changes: [
        deployments.put(deploymentKey(call, deploymentId), { ...deployment, isCanceled: true }),
        ...changes,
      ],
      serviceCalls: calls.map(serviceCallOf),
    }
  },
}
