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
import { invalidInput } from '../errors.ts'

/** One that is completed is still what its thing is to have: clean-ups cancel it before they delete it. */
export const cancelDeployment: Command<CancelDeploymentRequest, CancelDeploymentResponse> = {
  kind: 'command',
  ...onDeployment,
  furtherActions: ({ deploymentId = '' }, call) =>
    actionOn(knownDeployment(deploymentId, call), 'CancelJob', call),
  run({ deploymentId = '' }, call) {
    const deployment = deploymentOf(deploymentId, call)
    const status = statusOf(deployment, call.resources)
    if (status !== 'ACTIVE' && status !== 'COMPLETED')
      throw invalidInput(
        `Deployment ${deploymentId} cannot be canceled because its status is ${status}.`,
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
