import type { CreateDeploymentCommandInput } from '@aws-sdk/client-greengrassv2'
import type { DeploymentDraft } from './deployment-draft.ts'

type Job = NonNullable<CreateDeploymentCommandInput['iotJobConfiguration']>

/** How a deployment goes through the fleet; undefined when nothing is said of it. */
export function jobOf(draft: DeploymentDraft): Job | undefined {
  const {
    jobExecutionsRolloutConfig: _rollout,
    timeoutConfig: _timeout,
    abortConfig: _abort,
    ...kept
  } = draft.original.iotJobConfiguration ?? {}
  const rollout = rolloutOf(draft)
  const criteriaList = abortCriteriaOf(draft)
  const job = {
    ...kept,
    ...(Object.keys(rollout).length === 0 ? {} : { jobExecutionsRolloutConfig: rollout }),
    ...(criteriaList.length === 0 ? {} : { abortConfig: { criteriaList } }),
    ...(draft.timeoutMinutes === ''
      ? {}
      : { timeoutConfig: { inProgressTimeoutInMinutes: Number(draft.timeoutMinutes) } }),
  }
  return Object.keys(job).length === 0 ? undefined : job
}

function rolloutOf({ maximumPerMinute, original }: DeploymentDraft) {
  const { maximumPerMinute: _rate, ...kept } =
    original.iotJobConfiguration?.jobExecutionsRolloutConfig ?? {}
  return {
    ...kept,
    ...(maximumPerMinute === '' ? {} : { maximumPerMinute: Number(maximumPerMinute) }),
  }
}

/** The first criterion is the one that is edited; a revision keeps the others. */
function abortCriteriaOf({ abortPercentage, abortAfter, original }: DeploymentDraft) {
  const [first, ...others] = original.iotJobConfiguration?.abortConfig?.criteriaList ?? []
  if (abortPercentage === '') return others
  const edited = {
    failureType: first?.failureType ?? ('FAILED' as const),
    action: first?.action ?? ('CANCEL' as const),
    thresholdPercentage: Number(abortPercentage),
    minNumberOfExecutedThings: Number(abortAfter || 1),
  }
  return [edited, ...others]
}
