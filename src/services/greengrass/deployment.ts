import type {
  CreateDeploymentRequest,
  DeploymentPolicies,
  DeploymentStatus,
} from '@aws-sdk/client-greengrassv2'
import { type Scope, scopeKey } from '../../fleet/scope.ts'
import { collection, type Index, type ResourceReader } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'
import { notFound } from './errors.ts'

/** A deployment as we keep it. Its status is derived when it is read: {@link statusOf}. */
export interface Deployment
  extends
    Scope,
    Pick<
      CreateDeploymentRequest,
      'deploymentName' | 'components' | 'iotJobConfiguration' | 'parentTargetArn' | 'clientToken'
    > {
  readonly deploymentId: string
  readonly targetArn: string
  /** `1`, `2`, … for each target. */
  readonly revisionId: string
  readonly deploymentPolicies: DeploymentPolicies
  /** Only thing groups are deployed to by a job. */
  readonly iotJobId?: string
  /** Epoch milliseconds. */
  readonly createdMs: number
  readonly isCanceled: boolean
}

/** The newest revision of a target. Outlives its deployment: deleting the latest revision makes no older one the latest. */
export interface Target {
  readonly revision: number
  readonly latestDeploymentId: string
}

export const deployments = collection<Deployment>('greengrass/deployment')
export const targets = collection<Target>('greengrass/target')

export const deploymentsOfScope: Index<Deployment> = { of: deployments, keyOf: scopeKey }

export const deploymentsOfToken: Index<Deployment> = {
  of: deployments,
  keyOf: (deployment) => deployment.clientToken && tokenKey(deployment, deployment.clientToken),
}

export function tokenKey(scope: Scope, clientToken: string): string {
  return `${scopeKey(scope)}/${clientToken}`
}

export function deploymentKey(scope: Scope, deploymentId: string): string {
  return `${scopeKey(scope)}/${deploymentId}`
}

export function targetKey(scope: Scope, targetArn: string): string {
  return `${scopeKey(scope)}/${targetArn}`
}

export function deploymentArn({ accountId, region }: Scope, deploymentId: string): string {
  return `arn:aws:greengrass:${region}:${accountId}:deployments:${deploymentId}`
}

export function jobArn({ accountId, region }: Scope, iotJobId: string): string {
  return `arn:aws:iot:${region}:${accountId}:job/${iotJobId}`
}

/** Throws ResourceNotFoundException: also for a deployment of another account or region. */
export function deploymentOf(deploymentId: string, call: Call): Deployment {
  const deployment = call.resources.get(deployments, deploymentKey(call, deploymentId))
  if (!deployment) throw notFound('Deployment', deploymentId)
  return deployment
}

export function isLatestForTarget(deployment: Deployment, resources: ResourceReader): boolean {
  const target = resources.get(targets, targetKey(deployment, deployment.targetArn))
  return target?.latestDeploymentId === deployment.deploymentId
}

/** A revision that a newer one has replaced is INACTIVE, unless it was canceled before. */
export function statusOf(deployment: Deployment, resources: ResourceReader): DeploymentStatus {
  if (deployment.isCanceled) return 'CANCELED'
  return isLatestForTarget(deployment, resources) ? 'ACTIVE' : 'INACTIVE'
}
