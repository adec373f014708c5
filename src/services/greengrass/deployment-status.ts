import type { DeploymentStatus } from '@aws-sdk/client-greengrassv2'
import { jobOf } from '../../fleet/job.ts'
import { shadowOf } from '../../fleet/shadow.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import { type Deployment, isLatestForTarget, isSuperseded } from './deployment.ts'
import { configurationArn } from './deployment-document.ts'

/** The named shadow by which a single thing is deployed to. */
export const DEPLOYMENT_SHADOW = 'AWSManagedGreengrassV2Deployment'

/** What became of a deployment: nowhere written down, but read off the job or the shadow that carries it. */
export function statusOf(deployment: Deployment, resources: ResourceReader): DeploymentStatus {
  if (deployment.isCanceled) return 'CANCELED'
  if (!isLatestForTarget(deployment, resources) || isSuperseded(deployment, resources))
    return 'INACTIVE'
  return deployment.iotJobId === undefined
    ? statusByShadow(deployment, resources)
    : statusByJob(deployment, deployment.iotJobId, resources)
}

function statusByJob(
  deployment: Deployment,
  iotJobId: string,
  resources: ResourceReader,
): DeploymentStatus {
  const job = jobOf(resources, deployment, iotJobId)
  if (!job) return 'INACTIVE'
  if (!job.cancellation) return 'ACTIVE'
  return job.cancellation.isAbort ? 'FAILED' : 'CANCELED'
}

function statusByShadow(deployment: Deployment, resources: ResourceReader): DeploymentStatus {
  switch (reportOf(deployment, resources)?.status) {
    case undefined:
    case 'IN_PROGRESS':
      return 'ACTIVE'
    case 'SUCCEEDED':
      return 'COMPLETED'
    case 'FAILED':
    case 'REJECTED':
      return 'FAILED'
  }
}

/** What a thing says of the deployment that it was sent by its shadow. */
export interface ShadowReport {
  readonly status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'REJECTED'
  readonly statusDetails: unknown
  /** Epoch milliseconds. */
  readonly reportedMs: number
}

/** Undefined as long as it has said nothing of this one. */
export function reportOf(
  deployment: Deployment,
  resources: ResourceReader,
): ShadowReport | undefined {
  const thingName = thingOfTarget(deployment.targetArn)
  const shadow = shadowOf(resources, deployment, thingName, DEPLOYMENT_SHADOW)
  const { fleetConfigurationArnForStatus: arn, status, statusDetails } = shadow?.reported ?? {}
  if (!shadow || arn !== configurationArn(deployment) || !isReportedStatus(status)) return undefined
  return { status, statusDetails, reportedMs: shadow.updatedMs }
}

export function thingOfTarget(targetArn: string): string {
  return targetArn.slice(targetArn.indexOf('/') + 1)
}

function isReportedStatus(status: unknown): status is ShadowReport['status'] {
  return (
    status === 'IN_PROGRESS' ||
    status === 'SUCCEEDED' ||
    status === 'FAILED' ||
    status === 'REJECTED'
  )
}
