import type {
  DeploymentIoTJobConfiguration,
  IoTJobAbortCriteria,
  IoTJobExecutionsRolloutConfig,
} from '@aws-sdk/client-greengrassv2'
import { invalidField } from './errors.ts'

const IN_PROGRESS_MINUTES_MAX = 7 * 24 * 60

/** What AWS IoT demands of the settings of a deployment's job beyond the constraints of the model. */
export function checkJobConfiguration(configuration: DeploymentIoTJobConfiguration = {}): void {
  const { jobExecutionsRolloutConfig, abortConfig, timeoutConfig } = configuration
  checkRollout(jobExecutionsRolloutConfig)
  for (const [i, criterion] of (abortConfig?.criteriaList ?? []).entries())
    checkCriterion(criterion, `iotJobConfiguration.abortConfig.criteriaList.${i + 1}.member`)
  const minutes = timeoutConfig?.inProgressTimeoutInMinutes
  const at = 'iotJobConfiguration.timeoutConfig.inProgressTimeoutInMinutes'
  checkWhole(minutes, at)
  if (minutes !== undefined && (minutes < 1 || minutes > IN_PROGRESS_MINUTES_MAX))
    throw invalidField(at, `The timeout must be 1 to ${IN_PROGRESS_MINUTES_MAX} minutes.`)
}

function checkRollout(rollout: IoTJobExecutionsRolloutConfig = {}): void {
  const at = 'iotJobConfiguration.jobExecutionsRolloutConfig'
  checkWhole(rollout.maximumPerMinute, `${at}.maximumPerMinute`)
  const { baseRatePerMinute, incrementFactor, rateIncreaseCriteria } = rollout.exponentialRate ?? {}
  checkWhole(baseRatePerMinute, `${at}.exponentialRate.baseRatePerMinute`)
  for (const [name, count] of Object.entries(rateIncreaseCriteria ?? {}))
    checkWhole(count, `${at}.exponentialRate.rateIncreaseCriteria.${name}`)
  if (hasMoreDecimals(incrementFactor, 1))
    throw invalidField(
      `${at}.exponentialRate.incrementFactor`,
      'The increment factor may have one digit after the decimal point.',
    )
}

function checkCriterion(criterion: IoTJobAbortCriteria, at: string): void {
  const { thresholdPercentage = 0, minNumberOfExecutedThings } = criterion
  checkWhole(minNumberOfExecutedThings, `${at}.minNumberOfExecutedThings`)
  if (thresholdPercentage < 0)
    throw invalidField(`${at}.thresholdPercentage`, 'The threshold percentage must be at least 0.')
  if (hasMoreDecimals(thresholdPercentage, 2))
    throw invalidField(
      `${at}.thresholdPercentage`,
      'The threshold percentage may have two digits after the decimal point.',
    )
}

function checkWhole(value: number | undefined, at: string): void {
  if (value !== undefined && !Number.isInteger(value))
    throw invalidField(at, `The value of ${at} must be a whole number.`)
}

function hasMoreDecimals(value: number | undefined, decimals: number): boolean {
  return value !== undefined && Number(value.toFixed(decimals)) !== value
}
