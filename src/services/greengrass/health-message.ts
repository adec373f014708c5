import { type LifecycleState, lifecycleStates } from './core-device.ts'

/** What a core device says of itself, as far as it is understood. */
export interface HealthMessage {
  readonly coreVersion?: string
  readonly platform?: string
  readonly architecture?: string
  readonly runtime: string
  readonly status: 'HEALTHY' | 'UNHEALTHY'
  readonly sequenceNumber: number
  readonly timestampMs: number
  /** Names everything that is installed, rather than what has changed. */
  readonly isComplete: boolean
  /** The device has just started: its numbers begin anew. */
  readonly isLaunch: boolean
  readonly components: readonly ReportedComponent[]
  readonly deployment?: ReportedDeployment
}

export interface ReportedComponent {
  readonly componentName: string
  readonly componentVersion: string
  readonly state: LifecycleState | 'UNINSTALLED'
  readonly isRoot: boolean
  readonly configurationArns: readonly string[]
  readonly statusCodes: readonly string[]
  readonly statusReason?: string
}

export interface ReportedDeployment {
  readonly status: string
  readonly configurationArn: string
  readonly deploymentId?: string
  readonly detailedStatus?: string
  readonly failureCause?: string
  readonly errorStack: readonly string[]
  readonly errorTypes: readonly string[]
  readonly unchangedRootComponents: readonly string[]
}

const TEXT_CHARACTERS_MAX = 255
const DETAILS_CHARACTERS_MAX = 1000
const TIME_MS_MAX = Date.UTC(9999, 11, 31)

/** Undefined for a message that is not one, or that speaks of another thing than the topic it came on. */
export function readHealthMessage(
  payload: Uint8Array,
  thingName: string,
  nowMs: number,
): HealthMessage | undefined {
  const message = parsed(payload)
  if (message?.['thing'] !== thingName) return undefined
  const status = message['overallDeviceStatus']
  const sequenceNumber = message['sequenceNumber']
  if (status !== 'HEALTHY' && status !== 'UNHEALTHY') return undefined
  if (typeof sequenceNumber !== 'number' || !Number.isSafeInteger(sequenceNumber)) return undefined
  const chunk = objectIn(message['chunkInfo'])
  const deployment = deploymentIn(objectIn(message['deploymentInformation']))
  return {
    ...textMember('coreVersion', message['ggcVersion']),
    ...textMember('platform', message['platform']),
    ...textMember('architecture', message['architecture']),
    runtime: textIn(message['runtime']) ?? 'aws_nucleus_classic',
    status,
    sequenceNumber,
    timestampMs: timeIn(message['timestamp']) ?? nowMs,
    // Only the first chunk of a long inventory replaces what was known.
    isComplete: message['messageType'] === 'COMPLETE' && (chunk?.['chunkId'] ?? 1) === 1,
    isLaunch: message['trigger'] === 'NUCLEUS_LAUNCH',
    components: listIn(message['components']).flatMap((item) => componentIn(objectIn(item)) ?? []),
    ...(deployment ? { deployment } : {}),
  }
}

type JsonMembers = Readonly<Record<string, unknown>>

function parsed(payload: Uint8Array): JsonMembers | undefined {
  try {
    return objectIn(JSON.parse(Buffer.from(payload).toString('utf8')))
  } catch {
    // A device that sends no JSON has said nothing.
    return undefined
  }
}

function componentIn(item: JsonMembers | undefined): ReportedComponent | undefined {
  const componentName = textIn(item?.['componentName'])
  const status = item?.['status']
  const state =
    status === 'UNINSTALLED' ? status : lifecycleStates.find((known) => known === status)
  if (!item || componentName === undefined || state === undefined) return undefined
  const details = objectIn(item['componentStatusDetails'])
  const reason = textIn(details?.['statusReason'], DETAILS_CHARACTERS_MAX)
  return {
    componentName,
    componentVersion: textIn(item['version']) ?? '',
    state,
    isRoot: item['isRoot'] === true,
    configurationArns: textsIn(item['fleetConfigArns']),
    statusCodes: textsIn(details?.['statusCodes']),
    ...(reason === undefined ? {} : { statusReason: reason }),
  }
}

function deploymentIn(item: JsonMembers | undefined): ReportedDeployment | undefined {
  const status = textIn(item?.['status'])
  const configurationArn = textIn(item?.['fleetConfigurationArnForStatus'], DETAILS_CHARACTERS_MAX)
  if (!item || status === undefined || configurationArn === undefined) return undefined
  const details = objectIn(item['statusDetails'])
  return {
    status,
    configurationArn,
    ...textMember('deploymentId', item['deploymentId']),
    ...textMember('detailedStatus', details?.['detailedStatus']),
    ...textMember('failureCause', details?.['failureCause'], DETAILS_CHARACTERS_MAX),
    errorStack: textsIn(details?.['errorStack']),
    errorTypes: textsIn(details?.['errorTypes']),
    unchangedRootComponents: textsIn(item['unchangedRootComponents']),
  }
}

function objectIn(value: unknown): JsonMembers | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonMembers)
    : undefined
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

function textIn(value: unknown, charactersMax = TEXT_CHARACTERS_MAX): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, charactersMax) : undefined
}

function textMember<Name extends string>(
  name: Name,
  value: unknown,
  charactersMax?: number,
): Partial<Record<Name, string>> {
  const text = textIn(value, charactersMax)
  return text === undefined ? {} : ({ [name]: text } as Record<Name, string>)
}

function textsIn(value: unknown): readonly string[] {
  return listIn(value).flatMap((item) => textIn(item, DETAILS_CHARACTERS_MAX) ?? [])
}

/** A time that every client can read, and many end at the year 9999. */
function timeIn(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= TIME_MS_MAX ? value : undefined
}
