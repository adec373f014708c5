import type {
  EffectiveDeployment,
  EffectiveDeploymentExecutionStatus,
} from '@aws-sdk/client-greengrassv2'
import { jobArn } from '../../fleet/job.ts'
import { executionsOfThingNow, type JobExecution } from '../../fleet/job-execution.ts'
import { thingArn } from '../../fleet/thing.ts'
import type { Call } from '../operation.ts'
import type { CoreDevice, DeploymentReport } from './core-device.ts'
import { type Deployment, deploymentOfJob, latestOf } from './deployment.ts'
import { configurationArn } from './deployment-document.ts'
import { reportOf } from './deployment-status.ts'

/** What became of a deployment on one device. */
interface Outcome {
  readonly status: EffectiveDeploymentExecutionStatus
  readonly detailedStatus?: string | undefined
  readonly failureCause?: string | undefined
  readonly errorStack: readonly string[]
  readonly errorTypes: readonly string[]
  readonly modifiedMs: number
}

/** The newest deployment of each target that the device belongs to, the newest first. */
export function effectiveDeploymentsOf(device: CoreDevice, call: Call): EffectiveDeployment[] {
  const newest = new Map<string, { deployment: Deployment; outcome: Outcome }>()
  for (const found of [...byJobs(device, call), ...byShadow(device, call)]) {
    const other = newest.get(found.deployment.targetArn)
    if (!other || other.deployment.createdPosition < found.deployment.createdPosition)
      newest.set(found.deployment.targetArn, found)
  }
  return [...newest.values()]
    .toSorted((a, b) => b.deployment.createdPosition - a.deployment.createdPosition)
    .map(({ deployment, outcome }) =>
      effective(deployment, asReported(outcome, deployment, device), call),
    )
}

function byJobs({ coreDeviceThingName }: CoreDevice, call: Call) {
  return executionsOfThingNow(call.resources, call, coreDeviceThingName, call.nowMs).flatMap(
    ({ job, execution }) => {
      const deployment = deploymentOfJob(job.jobId, call, call.resources)
      return deployment ? [{ deployment, outcome: outcomeOfExecution(execution) }] : []
    },
  )
}

function byShadow({ coreDeviceThingName }: CoreDevice, call: Call) {
  const deployment = latestOf(thingArn(call, coreDeviceThingName), call)
  return deployment ? [{ deployment, outcome: outcomeOfShadow(deployment, call) }] : []
}

function outcomeOfExecution({ status, statusDetails, updatedMs }: JobExecution): Outcome {
  return {
    status: status === 'REMOVED' ? 'CANCELED' : status,
    detailedStatus: statusDetails['detailed-deployment-status'],
    failureCause: statusDetails['deployment-failure-cause'],
    errorStack: codesIn(statusDetails['deployment-error-stack']),
    errorTypes: codesIn(statusDetails['deployment-error-types']),
    modifiedMs: updatedMs,
  }
}

function outcomeOfShadow(deployment: Deployment, call: Call): Outcome {
  const report = reportOf(deployment, call.resources)
  const none = { errorStack: [], errorTypes: [] }
  if (!report)
    return {
      status: deployment.isCanceled ? 'CANCELED' : 'QUEUED',
      modifiedMs: deployment.createdMs,
      ...none,
    }
  const details = (report.statusDetails ?? {}) as Readonly<Record<string, unknown>>
  return {
    status: report.status === 'SUCCEEDED' ? 'COMPLETED' : report.status,
    detailedStatus: textIn(details['detailedStatus']),
    failureCause: textIn(details['failureCause']),
    errorStack: textsIn(details['errorStack']),
    errorTypes: textsIn(details['errorTypes']),
    modifiedMs: report.reportedMs,
  }
}

/** What the device says of the deployment in its health messages tells more than its job, which lite devices leave bare. */
function asReported(outcome: Outcome, deployment: Deployment, device: CoreDevice): Outcome {
  const arn = configurationArn(deployment)
  const report = Object.values(device.reports).find((each) => each.configurationArn === arn)
  if (!report) return outcome
  return {
    ...outcome,
    status: outcome.status === 'QUEUED' ? statusIn(report, outcome, deployment) : outcome.status,
    detailedStatus: report.detailedStatus ?? outcome.detailedStatus,
    failureCause: report.failureCause ?? outcome.failureCause,
    errorStack: report.errorStack.length > 0 ? report.errorStack : outcome.errorStack,
    errorTypes: report.errorTypes.length > 0 ? report.errorTypes : outcome.errorTypes,
  }
}

function statusIn(
  { status }: DeploymentReport,
  outcome: Outcome,
  { iotJobId }: Deployment,
): Outcome['status'] {
  if (status === 'SUCCEEDED') return iotJobId === undefined ? 'COMPLETED' : 'SUCCEEDED'
  return status === 'FAILED' || status === 'IN_PROGRESS' || status === 'REJECTED'
    ? status
    : outcome.status
}

function effective(deployment: Deployment, outcome: Outcome, call: Call): EffectiveDeployment {
  const { deploymentId, deploymentName = '', iotJobId, targetArn, createdMs } = deployment
  const hasDetails = outcome.errorStack.length > 0 || outcome.errorTypes.length > 0
  return {
    deploymentId,
    deploymentName,
    iotJobId,
    iotJobArn: iotJobId && jobArn(call, iotJobId),
    targetArn,
    coreDeviceExecutionStatus: outcome.status,
    reason: reasonOf(outcome),
    creationTimestamp: new Date(createdMs),
    modifiedTimestamp: new Date(outcome.modifiedMs),
    statusDetails: hasDetails
      ? { errorStack: [...outcome.errorStack], errorTypes: [...outcome.errorTypes] }
      : undefined,
  }
}

/** `SUCCESSFUL`, or what failed and why: `ARTIFACT_DOWNLOAD_ERROR: FAILED_NO_STATE_CHANGE: …`. */
function reasonOf({ detailedStatus, failureCause, errorStack }: Outcome): string | undefined {
  const code = failureCause === undefined ? undefined : errorStack.at(-1)
  const parts = [code, detailedStatus, failureCause].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(': ')
}

/** A list as devices write it into a text: `[DEPLOYMENT_FAILURE, ARTIFACT_DOWNLOAD_ERROR]`. */
function codesIn(text = ''): readonly string[] {
  return text
    .replaceAll(/[[\]"]/g, '')
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '')
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((item) => textIn(item) ?? []) : []
}
