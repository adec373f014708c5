import type { CreateDeploymentRequest, DeploymentPolicies } from '@aws-sdk/client-greengrassv2'
import { type Scope, scopeKey } from '../../fleet/scope.ts'
import { collection, type Index, type ResourceReader } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'
import { notFound } from './errors.ts'

/** A deployment as we keep it. Its status is derived when it is read: see deployment-status. */
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
  /** Of the event that made it. */
  readonly createdPosition: number
  readonly isCanceled: boolean
}

/** The newest revision of a target. Outlives its deployment: deleting the latest revision makes no older one the latest. */
export interface Target {
  readonly revision: number
  readonly latestDeploymentId: string
  /** Of the event that made it. */
  readonly latestPosition: number
}

export const deployments = collection<Deployment>('greengrass/deployment')
export const targets = collection<Target>('greengrass/target')

export const deploymentsOfScope: Index<Deployment> = { of: deployments, keyOf: scopeKey }

const deploymentsOfTarget: Index<Deployment> = {
  of: deployments,
  keyOf: (deployment) => targetKey(deployment, deployment.targetArn),
}

const deploymentsOfJob: Index<Deployment> = {
  of: deployments,
  keyOf: (deployment) => deployment.iotJobId && deploymentKey(deployment, deployment.iotJobId),
}

export const deploymentsOfToken: Index<Deployment> = {
  of: deployments,
  keyOf: (deployment) => deployment.clientToken && tokenKey(deployment, deployment.clientToken),
}

const deploymentsOfParent: Index<Deployment> = {
  of: deployments,
  keyOf: (deployment) =>
    deployment.parentTargetArn && targetKey(deployment, deployment.parentTargetArn),
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

export function knownDeployment(deploymentId: string, call: Call): Deployment | undefined {
  return call.resources.get(deployments, deploymentKey(call, deploymentId))
}

/** `thinggroup/MyGroup`. The names of things may have colons. */
export function targetOf(targetArn: string): string {
  return targetArn.split(':').slice(5).join(':')
}

/** Whether a target is of the caller's account and Region. There is one partition. */
export function isHere(targetArn: string, { region, accountId }: Scope): boolean {
  return targetArn.startsWith(`arn:aws:iot:${region}:${accountId}:`)
}

export function isThingGroup(targetArn: string): boolean {
  return targetArn.split(':')[5]?.startsWith('thinggroup/') ?? false
}

interface NamedById {
  readonly deploymentId?: string | undefined
}

/** What authorization asks of an operation on a deployment. */
export const onDeployment = {
  resourceArn: ({ deploymentId = '' }: NamedById, call: Call) => deploymentArn(call, deploymentId),
}

/** Throws ResourceNotFoundException: also for a deployment of another account or region. */
export function deploymentOf(deploymentId: string, call: Call): Deployment {
  const deployment = knownDeployment(deploymentId, call)
  if (!deployment) throw notFound('Deployment', deploymentId)
  return deployment
}

export function isLatestForTarget(deployment: Deployment, resources: ResourceReader): boolean {
  const target = resources.get(targets, targetKey(deployment, deployment.targetArn))
  return target?.latestDeploymentId === deployment.deploymentId
}

/** A subdeployment stands in for its parent's only until the parent is revised. */
export function isSuperseded(deployment: Deployment, resources: ResourceReader): boolean {
  const { parentTargetArn, createdPosition } = deployment
  if (parentTargetArn === undefined) return false
  const parent = resources.get(targets, targetKey(deployment, parentTargetArn))
  return parent !== undefined && parent.latestPosition > createdPosition
}

/** All revisions of a target that were not deleted, oldest first. */
export function revisionsOf(
  targetArn: string,
  scope: Scope,
  resources: ResourceReader,
): readonly Deployment[] {
  return resources.find(deploymentsOfTarget, targetKey(scope, targetArn))
}

export function deploymentOfJob(
  iotJobId: string,
  scope: Scope,
  resources: ResourceReader,
): Deployment | undefined {
  return resources.find(deploymentsOfJob, deploymentKey(scope, iotJobId))[0]
}

/** The newest revision of a target, unless it was deleted. */
export function latestOf(targetArn: string, call: Call): Deployment | undefined {
  const target = call.resources.get(targets, targetKey(call, targetArn))
  return target && knownDeployment(target.latestDeploymentId, call)
}

/** What was deployed in place of the target's own deployment. */
export function subdeploymentsOf(targetArn: string, call: Call): readonly Deployment[] {
  return call.resources.find(deploymentsOfParent, targetKey(call, targetArn))
}

/** The deployment that a device names by its configuration ARN: `…:configuration:thinggroup/MyGroup:14`. */
export function deploymentOfConfiguration(
  configurationArn: string,
  scope: Scope,
  resources: ResourceReader,
): Deployment | undefined {
  const { region, accountId } = scope
  const [, , , ofRegion, ofAccount, , ...rest] = configurationArn.split(':')
  if (ofRegion !== region || ofAccount !== accountId) return undefined
  const revisionId = rest.at(-1)
  const targetArn = `arn:aws:iot:${region}:${accountId}:${rest.slice(0, -1).join(':')}`
  return revisionsOf(targetArn, scope, resources).find(
    (deployment) => deployment.revisionId === revisionId,
  )
}
