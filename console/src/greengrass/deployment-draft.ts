import type {
  ComponentDeploymentSpecification,
  CreateDeploymentCommandInput,
  GetDeploymentCommandOutput,
} from '@aws-sdk/client-greengrassv2'
import { jobOf } from './deployment-job.ts'
import { compactMerge, readableMerge } from './merge-text.ts'

/** One component of a deployment as it is edited. What the editor does not show is kept in `original`. */
export interface ComponentDraft {
  readonly name: string
  readonly version: string
  /** JSON or YAML, as a person reads it. */
  readonly merge: string
  /** JSON pointers, one a line. */
  readonly reset: string
  readonly user: string
  /** How many processors it may take, and how many kilobytes of memory. */
  readonly cpus: string
  readonly memory: string
  readonly original: ComponentDeploymentSpecification
}

export interface DeploymentDraft {
  readonly targetArn: string
  readonly name: string
  readonly components: readonly ComponentDraft[]
  readonly failureHandling: 'ROLLBACK' | 'DO_NOTHING'
  readonly updateAction: 'NOTIFY_COMPONENTS' | 'SKIP_NOTIFY_COMPONENTS'
  readonly updateTimeoutSeconds: string
  readonly validationTimeoutSeconds: string
  readonly maximumPerMinute: string
  readonly timeoutMinutes: string
  /** So many percent of the devices failed cancel it, once it has come to so many. */
  readonly abortPercentage: string
  readonly abortAfter: string
  /** Of the deployment that is revised: what the wizard does not show is kept. */
  readonly original: Pick<
    CreateDeploymentCommandInput,
    'iotJobConfiguration' | 'deploymentPolicies' | 'tags' | 'parentTargetArn'
  >
}

export const newDeploymentDraft: DeploymentDraft = {
  targetArn: '',
  name: '',
  components: [],
  failureHandling: 'ROLLBACK',
  updateAction: 'NOTIFY_COMPONENTS',
  updateTimeoutSeconds: '60',
  validationTimeoutSeconds: '60',
  maximumPerMinute: '',
  timeoutMinutes: '',
  abortPercentage: '',
  abortAfter: '',
  original: {},
}

export function newComponentDraft(name: string, version: string): ComponentDraft {
  const original = { componentVersion: version }
  return { name, version, merge: '', reset: '', user: '', cpus: '', memory: '', original }
}

/** A draft that, unchanged, makes the same deployment again. */
export function draftOf(deployment: GetDeploymentCommandOutput): DeploymentDraft {
  const {
    deploymentPolicies: policies,
    iotJobConfiguration: job,
    tags,
    parentTargetArn,
  } = deployment
  const [abort] = job?.abortConfig?.criteriaList ?? []
  return {
    targetArn: deployment.targetArn ?? '',
    name: deployment.deploymentName ?? '',
    components: Object.entries(deployment.components ?? {}).map(([name, one]) => ({
      name,
      version: one.componentVersion ?? '',
      merge: readableMerge(one.configurationUpdate?.merge ?? ''),
      reset: (one.configurationUpdate?.reset ?? []).join('\n'),
      user: one.runWith?.posixUser ?? '',
      cpus: text(one.runWith?.systemResourceLimits?.cpus),
      memory: text(one.runWith?.systemResourceLimits?.memory),
      original: one,
    })),
    failureHandling: policies?.failureHandlingPolicy ?? 'ROLLBACK',
    updateAction: policies?.componentUpdatePolicy?.action ?? 'NOTIFY_COMPONENTS',
    updateTimeoutSeconds: text(policies?.componentUpdatePolicy?.timeoutInSeconds ?? 60),
    validationTimeoutSeconds: text(policies?.configurationValidationPolicy?.timeoutInSeconds ?? 60),
    maximumPerMinute: text(job?.jobExecutionsRolloutConfig?.maximumPerMinute),
    timeoutMinutes: text(job?.timeoutConfig?.inProgressTimeoutInMinutes),
    abortPercentage: text(abort?.thresholdPercentage),
    abortAfter: text(abort?.minNumberOfExecutedThings),
    original: {
      ...(job ? { iotJobConfiguration: job } : {}),
      ...(policies ? { deploymentPolicies: policies } : {}),
      ...(tags && Object.keys(tags).length > 0 ? { tags } : {}),
      ...(parentTargetArn ? { parentTargetArn } : {}),
    },
  }
}

/** The call that makes the deployment. */
export function deploymentInput(draft: DeploymentDraft): CreateDeploymentCommandInput {
  const { original, targetArn, name, components } = draft
  const job = jobOf(draft)
  return {
    ...original,
    targetArn,
    ...(name === '' ? {} : { deploymentName: name }),
    components: Object.fromEntries(components.map((one) => [one.name, componentInput(one)])),
    deploymentPolicies: {
      failureHandlingPolicy: draft.failureHandling,
      componentUpdatePolicy: {
        action: draft.updateAction,
        timeoutInSeconds: Number(draft.updateTimeoutSeconds),
      },
      configurationValidationPolicy: { timeoutInSeconds: Number(draft.validationTimeoutSeconds) },
    },
    ...(job ? { iotJobConfiguration: job } : {}),
  }
}

function componentInput(draft: ComponentDraft): ComponentDeploymentSpecification {
  const { original, version } = draft
  const { configurationUpdate: _update, runWith: _runWith, ...kept } = original
  const merge = compactMerge(draft.merge)
  const reset = draft.reset.split('\n').flatMap((line) => line.trim() || [])
  const hasUpdate = merge !== '' || reset.length > 0
  const runWith = runWithOf(draft)
  return {
    ...kept,
    componentVersion: version,
    ...(hasUpdate
      ? {
          configurationUpdate: {
            ...(merge === '' ? {} : { merge }),
            ...(reset.length === 0 ? {} : { reset }),
          },
        }
      : {}),
    ...(runWith ? { runWith } : {}),
  }
}

function runWithOf(draft: ComponentDraft): ComponentDeploymentSpecification['runWith'] {
  const { user, cpus, memory, original } = draft
  const { posixUser: _user, systemResourceLimits: _limits, ...kept } = original.runWith ?? {}
  const limits = {
    ...(cpus === '' ? {} : { cpus: Number(cpus) }),
    ...(memory === '' ? {} : { memory: Number(memory) }),
  }
  const runWith = {
    ...kept,
    ...(user === '' ? {} : { posixUser: user }),
    ...(Object.keys(limits).length === 0 ? {} : { systemResourceLimits: limits }),
  }
  return Object.keys(runWith).length === 0 ? undefined : runWith
}

const text = (value: number | undefined) => (value === undefined ? '' : String(value))
