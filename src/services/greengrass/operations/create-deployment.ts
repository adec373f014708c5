import type {
  CreateDeploymentRequest,
  CreateDeploymentResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Call, Command } from '../../operation.ts'
import { TOKEN_VALID_MS } from '../client-tokens.ts'
import {
  type Deployment,
  deploymentArn,
  deploymentKey,
  deployments,
  deploymentsOfToken,
  jobArn,
  targetKey,
  targets,
  tokenKey,
} from '../deployment.ts'
import { checkTags, putTags } from '../tags.ts'
import { checkDeployment, isThingGroup, withDefaults } from '../deployment-rules.ts'

/** There is no update: another deployment to the same target is its next revision, and replaces the one before. */
export const createDeployment: Command<CreateDeploymentRequest, CreateDeploymentResponse> = {
  kind: 'command',
  run(input, call) {
    const repeated = deploymentOfToken(input.clientToken, call)
    if (repeated) return { output: outputOf(repeated), changes: [] }
    checkDeployment(input, call)
    checkTags(input.tags)
    const targetArn = input.targetArn ?? ''
    const revision = (call.resources.get(targets, targetKey(call, targetArn))?.revision ?? 0) + 1
    const { deploymentPolicies, tags = {}, ...kept } = input
    const deployment: Deployment = {
      ...kept,
      deploymentId: call.newId(),
      accountId: call.accountId,
      region: call.region,
      targetArn,
      revisionId: String(revision),
      deploymentPolicies: withDefaults(deploymentPolicies),
      ...(isThingGroup(targetArn) ? { iotJobId: call.newId() } : {}),
      createdMs: call.nowMs,
      isCanceled: false,
    }
    const { deploymentId } = deployment
    return {
      output: outputOf(deployment),
      changes: [
        deployments.put(deploymentKey(call, deploymentId), deployment),
        targets.put(targetKey(call, targetArn), { revision, latestDeploymentId: deploymentId }),
        ...(Object.keys(tags).length > 0 ? [putTags(deploymentArn(call, deploymentId), tags)] : []),
      ],
    }
  },
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
