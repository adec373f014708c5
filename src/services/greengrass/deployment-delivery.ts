import {
  type AbortCriterion,
  canceledJob,
  createdJob,
  deletedJob,
  type Job,
  jobArn,
  jobOf,
  type JobRollout,
} from '../../fleet/job.ts'
import { deletedExecutions } from '../../fleet/job-progress.ts'
import type { Scope } from '../../fleet/scope.ts'
import { shadowKey, shadows, updatedShadow } from '../../fleet/shadow.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import type { Call, FurtherAction } from '../operation.ts'
import type { DependentCall } from './dependent-calls.ts'
import { furtherActionOf } from './dependent-calls.ts'
import type { Deployment } from './deployment.ts'
import { sentDocument } from './deployment-document.ts'
import { DEPLOYMENT_SHADOW, thingOfTarget } from './deployment-status.ts'

/** What it takes to bring a deployment to its devices, or to take it back. */
export interface Delivery {
  readonly changes: readonly ResourceChange[]
  readonly calls: readonly DependentCall[]
}

/** Devices tell deployments from other jobs by it. */
const NAMESPACE = 'aws-gg-deployment'

export const nothing: Delivery = { changes: [], calls: [] }

export function together(...deliveries: readonly Delivery[]): Delivery {
  return {
    changes: deliveries.flatMap(({ changes }) => changes),
    calls: deliveries.flatMap(({ calls }) => calls),
  }
}

/** To a thing group by a job that goes on for whoever joins it, to a thing by a shadow of its own. */
export function delivered(deployment: Deployment, call: Call): Delivery {
  const { iotJobId } = deployment
  if (iotJobId === undefined) return desired(deployment, 'ACTIVE', sentDocument(deployment), call)
  const job = jobFor(deployment, iotJobId, call)
  const { jobId, targets, targetSelection, document, namespaceId } = job
  const arn = jobArn(call, jobId)
  return {
    changes: createdJob(job),
    calls: [
      {
        eventName: 'CreateJob',
        resourceArn: arn,
        requestParameters: { jobId, targets, targetSelection, document, namespaceId },
        responseElements: { jobArn: arn, jobId },
      },
    ],
  }
}

/** Devices that are at it stop; those that are done stay as they are. */
export function withdrawn(deployment: Deployment, call: Call): Delivery {
  const { iotJobId } = deployment
  if (iotJobId === undefined) return desired(deployment, 'CANCELED', undefined, call)
  const job = jobOf(call.resources, call, iotJobId)
  if (!job || job.cancellation) return nothing
  const { nowMs: atMs, position } = call
  const arn = jobArn(call, iotJobId)
  return {
    changes: [canceledJob(job, { atMs, position, isForced: true, isAbort: false })],
    calls: [
      {
        eventName: 'CancelJob',
        resourceArn: arn,
        requestParameters: { jobId: iotJobId, force: true },
        responseElements: { jobArn: arn, jobId: iotJobId },
      },
    ],
  }
}

export function removed({ iotJobId }: Deployment, call: Call): Delivery {
  const job = iotJobId === undefined ? undefined : jobOf(call.resources, call, iotJobId)
  if (!job) return nothing
  return {
    changes: [...deletedJob(job), ...deletedExecutions(job, call.resources)],
    calls: [
      {
        eventName: 'DeleteJob',
        resourceArn: jobArn(call, job.jobId),
        requestParameters: { jobId: job.jobId, force: true },
      },
    ],
  }
}

/**
 * What the caller must be allowed of AWS IoT to have a deployment of theirs looked at, withdrawn or removed: of its job, or of
 * the shadow that is its job's like.
 */
export function actionOn(
  deployment: Deployment | undefined,
  eventName: 'DescribeJob' | 'CancelJob' | 'DeleteJob',
  scope: Scope,
): readonly FurtherAction[] {
  if (!deployment) return []
  const { iotJobId, targetArn } = deployment
  if (iotJobId !== undefined)
    return [furtherActionOf({ eventName, resourceArn: jobArn(scope, iotJobId) })]
  if (eventName === 'DeleteJob') return []
  const ofShadow = eventName === 'DescribeJob' ? 'GetThingShadow' : 'UpdateThingShadow'
  return [furtherActionOf({ eventName: ofShadow, resourceArn: targetArn })]
}

export function describedJobCall(scope: Scope, jobId: string): DependentCall {
  return {
    eventName: 'DescribeJob',
    resourceArn: jobArn(scope, jobId),
    requestParameters: { jobId },
  }
}

function jobFor(deployment: Deployment, jobId: string, call: Call): Job {
  const { accountId, region, targetArn, createdMs, iotJobConfiguration = {} } = deployment
  const { jobExecutionsRolloutConfig: rollout, abortConfig, timeoutConfig } = iotJobConfiguration
  const minutes = timeoutConfig?.inProgressTimeoutInMinutes
  return {
    accountId,
    region,
    jobId,
    targets: [targetArn],
    targetSelection: 'CONTINUOUS',
    document: sentDocument(deployment),
    namespaceId: NAMESPACE,
    // Required members are there: the model's constraints were checked.
    ...(rollout === undefined ? {} : { rollout: rollout as JobRollout }),
    ...(abortConfig?.criteriaList
      ? { abortCriteria: abortConfig.criteriaList as readonly AbortCriterion[] }
      : {}),
    ...(minutes === undefined ? {} : { inProgressMinutesMax: minutes }),
    status: 'IN_PROGRESS',
    createdPosition: call.position,
    createdMs,
    updatedMs: createdMs,
  }
}

/** Shadows belong to the data plane of AWS IoT, whose calls are no management events. */
function desired(
  { targetArn }: Deployment,
  desiredStatus: 'ACTIVE' | 'CANCELED',
  fleetConfig: string | undefined,
  call: Call,
): Delivery {
  const thingName = thingOfTarget(targetArn)
  const state = { desiredStatus, ...(fleetConfig === undefined ? {} : { fleetConfig }) }
  const names = { thingName, shadowName: DEPLOYMENT_SHADOW }
  const shadow = updatedShadow(call.resources, call, names, { desired: state }, call.nowMs)
  return {
    changes: [shadows.put(shadowKey(call, thingName, DEPLOYMENT_SHADOW), shadow)],
    calls: [],
  }
}
