import { type Scope, scopeKey } from '../../fleet/scope.ts'
import { collection, type ResourceReader, type TextIndex } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'
import { notFound } from './errors.ts'

/** A thing that runs Greengrass, as it last described itself: see health-message. */
export interface CoreDevice extends Scope {
  readonly coreDeviceThingName: string
  readonly coreVersion?: string
  readonly platform?: string
  readonly architecture?: string
  readonly runtime: string
  readonly status: 'HEALTHY' | 'UNHEALTHY'
  /** Of its last message; counts up while the device runs. */
  readonly sequenceNumber: number
  /** When the device says it was so, epoch milliseconds. */
  readonly statusMs: number
  readonly components: Readonly<Record<string, InstalledComponent>>
  /** Target -> what the device last said of the deployment to it. */
  readonly reports: Readonly<Record<string, DeploymentReport>>
}

export interface InstalledComponent {
  readonly componentVersion: string
  readonly lifecycleState: LifecycleState
  readonly lifecycleStateDetails?: string
  readonly lifecycleStatusCodes: readonly string[]
  readonly isRoot: boolean
  /** A deployment's id, or `LOCAL`. */
  readonly lastInstallationSource: string
  readonly statusChangedMs: number
  readonly reportedMs: number
}

export type LifecycleState = (typeof lifecycleStates)[number]

export const lifecycleStates = [
  'NEW',
  'INSTALLED',
  'STARTING',
  'RUNNING',
  'STOPPING',
  'ERRORED',
  'BROKEN',
  'FINISHED',
] as const

export interface DeploymentReport {
  readonly configurationArn: string
  readonly status: string
  readonly detailedStatus?: string
  readonly failureCause?: string
  readonly errorStack: readonly string[]
  readonly errorTypes: readonly string[]
  readonly reportedMs: number
}

export const coreDevices = collection<CoreDevice>('greengrass/core-device')

export const coreDevicesOfScope: TextIndex<CoreDevice> = {
  of: coreDevices,
  keyOf: scopeKey,
  textOf: ({ coreDeviceThingName }) => coreDeviceThingName,
}

export function coreDeviceKey(scope: Scope, thingName: string): string {
  return `${scopeKey(scope)}/${thingName}`
}

export function coreDeviceArn({ region, accountId }: Scope, thingName: string): string {
  return `arn:aws:greengrass:${region}:${accountId}:coreDevices:${thingName}`
}

export function knownCoreDevice(
  thingName: string,
  scope: Scope,
  resources: ResourceReader,
): CoreDevice | undefined {
  return resources.get(coreDevices, coreDeviceKey(scope, thingName))
}

/** Throws ResourceNotFoundException until the thing has said that it is a core device. */
export function coreDeviceOf(thingName: string | undefined, call: Call): CoreDevice {
  const device = knownCoreDevice(thingName ?? '', call, call.resources)
  if (!device) throw notFound('CoreDevice', thingName ?? '')
  return device
}

interface Named {
  readonly coreDeviceThingName?: string | undefined
}

/** What authorization asks of an operation on a core device. */
export const onCoreDevice = {
  resourceArn: ({ coreDeviceThingName = '' }: Named, call: Call) =>
    coreDeviceArn(call, coreDeviceThingName),
}
