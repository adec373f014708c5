import type { Scope } from '../../fleet/scope.ts'
import { thingOf } from '../../fleet/thing.ts'
import type { TopicMessage, TopicSubscriber } from '../../fleet/topic-message.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import {
  type CoreDevice,
  coreDeviceKey,
  coreDevices,
  type DeploymentReport,
  type InstalledComponent,
  knownCoreDevice,
} from './core-device.ts'
import { deploymentOfConfiguration, targetOf } from './deployment.ts'
import { type HealthMessage, readHealthMessage, type ReportedComponent } from './health-message.ts'

/**
 * Core devices come to be, change and age by what they publish of themselves; nobody makes one.
 * What is no health message, or comes late, changes nothing.
 */
export const coreDeviceHealth: TopicSubscriber = {
  receive(message, resources) {
    const [, thingName] =
      /^\$aws\/things\/([^/]+)\/greengrassv2\/health\/json$/.exec(message.topic) ?? []
    if (thingName === undefined || !thingOf(resources, message, thingName)) return []
    const health = readHealthMessage(message.payload, thingName, message.nowMs)
    const known = knownCoreDevice(thingName, message, resources)
    if (!health || (known && isLate(health, known))) return []
    const device = deviceAfter(health, known, thingName, message, resources)
    return [coreDevices.put(coreDeviceKey(message, thingName), device)]
  },
}

function isLate(health: HealthMessage, known: CoreDevice): boolean {
  return !health.isLaunch && health.sequenceNumber < known.sequenceNumber
}

function deviceAfter(
  health: HealthMessage,
  known: CoreDevice | undefined,
  coreDeviceThingName: string,
  { accountId, region }: TopicMessage,
  resources: ResourceReader,
): CoreDevice {
  const { coreVersion, platform, architecture, runtime, status, sequenceNumber } = health
  const scope = { accountId, region }
  const sourceOf = (configurationArn: string) =>
    deploymentOfConfiguration(configurationArn, scope, resources)?.deploymentId
  return {
    ...scope,
    coreDeviceThingName,
    ...(coreVersion === undefined ? {} : { coreVersion }),
    ...(platform === undefined ? {} : { platform }),
    ...(architecture === undefined ? {} : { architecture }),
    runtime,
    status,
    sequenceNumber,
    statusMs: health.timestampMs,
    components: componentsAfter(health, known?.components ?? {}, sourceOf),
    reports: { ...known?.reports, ...reportIn(health, scope, resources) },
  }
}

/** No device runs that many; whoever reports more is not believed. */
const COMPONENTS_MAX = 1000

type Components = Readonly<Record<string, InstalledComponent>>
type SourceOf = (configurationArn: string) => string | undefined

function componentsAfter(
  { isComplete, components, deployment, timestampMs }: HealthMessage,
  before: Components,
  sourceOf: SourceOf,
): Components {
  const after = new Map(isComplete ? [] : Object.entries(before))
  for (const reported of components) {
    const { componentName, state } = reported
    if (state === 'UNINSTALLED') after.delete(componentName)
    else if (after.has(componentName) || after.size < COMPONENTS_MAX)
      after.set(
        componentName,
        componentAfter({ ...reported, state }, before[componentName], timestampMs, sourceOf),
      )
  }
  const source = deployment && (deployment.deploymentId ?? sourceOf(deployment.configurationArn))
  for (const name of deployment?.unchangedRootComponents ?? []) {
    const component = after.get(name)
    if (component && source !== undefined)
      after.set(name, { ...component, lastInstallationSource: source })
  }
  return Object.fromEntries(after)
}

function componentAfter(
  reported: ReportedComponent & { readonly state: InstalledComponent['lifecycleState'] },
  before: InstalledComponent | undefined,
  timestampMs: number,
  sourceOf: SourceOf,
): InstalledComponent {
  const { state, statusReason, configurationArns } = reported
  const [source] = configurationArns.flatMap((arn) => sourceOf(arn) ?? []).toReversed()
  // Of a deployment that was deleted meanwhile, only what was known before tells which it was.
  const deleted = configurationArns.length > 0 ? before?.lastInstallationSource : undefined
  const isUnchanged = before?.lifecycleState === state
  return {
    componentVersion: reported.componentVersion,
    lifecycleState: state,
    ...(statusReason === undefined ? {} : { lifecycleStateDetails: statusReason }),
    lifecycleStatusCodes: reported.statusCodes,
    isRoot: reported.isRoot,
    lastInstallationSource: source ?? deleted ?? 'LOCAL',
    statusChangedMs: isUnchanged ? before.statusChangedMs : timestampMs,
    reportedMs: timestampMs,
  }
}

/** Under its target: of two revisions, only the one last spoken of counts, and only if there is one. */
function reportIn(
  { deployment, timestampMs }: HealthMessage,
  scope: Scope,
  resources: ResourceReader,
): Record<string, DeploymentReport> {
  if (!deployment) return {}
  const known = deploymentOfConfiguration(deployment.configurationArn, scope, resources)
  if (!known) return {}
  const { deploymentId: _, unchangedRootComponents: __, ...report } = deployment
  return { [targetOf(known.targetArn)]: { ...report, reportedMs: timestampMs } }
}
