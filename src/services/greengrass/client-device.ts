import { type Scope, scopeKey } from '../../fleet/scope.ts'
import { thingOf } from '../../fleet/thing.ts'
import { collection, type Index, type ResourceChange } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'

/** A thing that may find a core device and talk to it. */
export interface ClientDevice extends Scope {
  readonly coreDeviceThingName: string
  readonly thingName: string
  /** Epoch milliseconds. */
  readonly associatedMs: number
}

const clientDevices = collection<ClientDevice>('greengrass/client-device')

const clientDevicesOfCore: Index<ClientDevice> = {
  of: clientDevices,
  keyOf: (client) => coreKey(client, client.coreDeviceThingName),
}

export function clientDevicesOf(coreDeviceThingName: string, call: Call): ClientDevice[] {
  return call.resources.find(clientDevicesOfCore, coreKey(call, coreDeviceThingName))
}

/** Why one entry of a batch was not done; the others are. */
export interface ErrorEntry {
  readonly thingName: string
  readonly code: string
  readonly message: string
}

export interface Batch {
  readonly errorEntries: ErrorEntry[]
  readonly changes: ResourceChange[]
}

/** Associating what is associated is no fault. */
export function associated(
  coreDeviceThingName: string,
  thingNames: readonly string[],
  call: Call,
): Batch {
  const { accountId, region, nowMs: associatedMs } = call
  return batch(thingNames, (thingName) => {
    const key = clientKey(call, coreDeviceThingName, thingName)
    if (!thingOf(call.resources, call, thingName)) return undefined
    if (call.resources.get(clientDevices, key)) return []
    const client = { accountId, region, coreDeviceThingName, thingName, associatedMs }
    return [clientDevices.put(key, client)]
  })
}

/** Disassociating what is not associated is no fault; what is associated can be, also when its thing is gone. */
export function disassociated(
  coreDeviceThingName: string,
  thingNames: readonly string[],
  call: Call,
): Batch {
  return batch(thingNames, (thingName) => {
    const key = clientKey(call, coreDeviceThingName, thingName)
    if (call.resources.get(clientDevices, key)) return [clientDevices.delete(key)]
    return thingOf(call.resources, call, thingName) ? [] : undefined
  })
}

export function deletedAssociations(coreDeviceThingName: string, call: Call): ResourceChange[] {
  return clientDevicesOf(coreDeviceThingName, call).map(({ thingName }) =>
    clientDevices.delete(clientKey(call, coreDeviceThingName, thingName)),
  )
}

/** @param changesFor undefined where there is no such thing */
function batch(
  thingNames: readonly string[],
  changesFor: (thingName: string) => readonly ResourceChange[] | undefined,
): Batch {
  const changes: ResourceChange[] = []
  const errorEntries: ErrorEntry[] = []
  for (const thingName of new Set(thingNames)) {
    const found = changesFor(thingName)
    if (found) changes.push(...found)
    else
      errorEntries.push({
        thingName,
        code: 'ResourceNotFoundException',
        message: `Thing ${thingName} is not found.`,
      })
  }
  return { errorEntries, changes }
}

function coreKey(scope: Scope, coreDeviceThingName: string): string {
  return `${scopeKey(scope)}/${coreDeviceThingName}`
}

function clientKey(scope: Scope, coreDeviceThingName: string, thingName: string): string {
  return `${coreKey(scope, coreDeviceThingName)}/${thingName}`
}
