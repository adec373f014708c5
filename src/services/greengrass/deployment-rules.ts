import type { CreateDeploymentRequest, DeploymentPolicies } from '@aws-sdk/client-greengrassv2'
import type { Call } from '../operation.ts'
import { thingOf } from '../../fleet/thing.ts'
import { groupOf } from '../../fleet/thing-group.ts'
import { usableVersionsOf } from './component.ts'
import { isHere, isThingGroup, latestOf } from './deployment.ts'
import { conflict, invalidField, notFound } from './errors.ts'
import { checkJobConfiguration } from './job-configuration-rules.ts'
import { versionFault } from './version.ts'

/** What an integer holds where devices keep it. */
const SECONDS_MAX = 2 ** 31 - 1

/** What the service demands of a deployment beyond the constraints of its model. Throws what CreateDeployment answers. */
export function checkDeployment(input: CreateDeploymentRequest, call: Call): void {
  checkTarget(input, call)
  checkParent(input, call)
  for (const [name, specification] of Object.entries(input.components ?? {})) {
    const at = `components.${name}.member`
    if (versionFault(specification.componentVersion ?? '') !== undefined)
      throw invalidField(
        `${at}.componentVersion`,
        `The version of component ${name} must be a semantic version, not '${specification.componentVersion}'.`,
      )
    const { merge, reset = [] } = specification.configurationUpdate ?? {}
    if (merge !== undefined && !isJsonObject(merge))
      throw invalidField(
        `${at}.configurationUpdate.merge`,
        `The configuration to merge for component ${name} must be a serialized JSON object.`,
      )
    if (reset.some((path) => path !== '' && !path.startsWith('/')))
      throw invalidField(
        `${at}.configurationUpdate.reset`,
        `Each configuration path to reset for component ${name} must be empty or start with '/'.`,
      )
  }
  for (const [name, { componentVersion }] of Object.entries(input.components ?? {}))
    checkComponent(name, componentVersion ?? '', call)
  checkTimeouts(input.deploymentPolicies)
  checkJobConfiguration(input.iotJobConfiguration)
}

/** Defaults of the API reference: a validation timeout of 30 seconds, everything else as in the guide. */
export function withDefaults(policies: DeploymentPolicies = {}): DeploymentPolicies {
  return {
    failureHandlingPolicy: policies.failureHandlingPolicy ?? 'ROLLBACK',
    componentUpdatePolicy: {
      timeoutInSeconds: policies.componentUpdatePolicy?.timeoutInSeconds ?? 60,
      action: policies.componentUpdatePolicy?.action ?? 'NOTIFY_COMPONENTS',
    },
    configurationValidationPolicy: {
      timeoutInSeconds: policies.configurationValidationPolicy?.timeoutInSeconds ?? 30,
    },
  }
}

function checkTarget(
  { targetArn = '', parentTargetArn }: CreateDeploymentRequest,
  call: Call,
): void {
  for (const [name, arn] of Object.entries({ targetArn, parentTargetArn })) {
    if (arn === undefined) continue
    if (!isHere(arn, call))
      throw invalidField(
        name,
        `The ${name} ${arn} must be in account ${call.accountId} and Region ${call.region}.`,
      )
  }
  const name = targetArn.slice(targetArn.indexOf('/') + 1)
  if (isThingGroup(targetArn) && name.includes(':'))
    throw invalidField('targetArn', 'The name of a thing group must not contain a colon.')
  const isThere = isThingGroup(targetArn)
    ? groupOf(call.resources, call, name)
    : thingOf(call.resources, call, name)
  if (!isThere) throw notFound(isThingGroup(targetArn) ? 'ThingGroup' : 'Thing', targetArn)
}

/** A subdeployment is to a thing group, in place of another group's deployment, and of always the same. */
function checkParent(
  { targetArn = '', parentTargetArn }: CreateDeploymentRequest,
  call: Call,
): void {
  if (parentTargetArn === undefined) return
  if (!isThingGroup(targetArn))
    throw invalidField('targetArn', 'The targetArn of a subdeployment can only be a thing group.')
  if (targetArn === parentTargetArn)
    throw conflict('A deployment cannot be its own parent.', 'Deployment', targetArn)
  if (!latestOf(parentTargetArn, call)) throw notFound('Deployment', parentTargetArn)
  const { parentTargetArn: other } = latestOf(targetArn, call) ?? {}
  if (other !== undefined && other !== parentTargetArn)
    throw conflict(
      `The target is already deployed to in place of ${other}.`,
      'Deployment',
      targetArn,
    )
}

function checkComponent(name: string, version: string, call: Call): void {
  const isThere = usableVersionsOf(name, call).some(
    ({ componentVersion }) => componentVersion === version,
  )
  if (!isThere) throw notFound('ComponentVersion', `${name}:${version}`)
}

function checkTimeouts(policies: DeploymentPolicies = {}): void {
  const { componentUpdatePolicy, configurationValidationPolicy } = policies
  for (const [name, policy] of Object.entries({
    componentUpdatePolicy,
    configurationValidationPolicy,
  })) {
    const seconds = policy?.timeoutInSeconds
    if (
      seconds !== undefined &&
      !(Number.isInteger(seconds) && seconds >= 1 && seconds <= SECONDS_MAX)
    )
      throw invalidField(
        `deploymentPolicies.${name}.timeoutInSeconds`,
        'The timeout must be a whole number of seconds, at least 1.',
      )
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    // Not JSON at all, so not an object either.
    return false
  }
}
