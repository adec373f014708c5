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
  return batch(thingNames, call, (thingName) => {
    const key = clientKey(call, coreDeviceThingName, thingName)
    const client = { accountId, region, coreDeviceThingName, thingName, associatedMs }
    return call.resources.get(clientDevices, key) ? [] : [clientDevices.put(key, client)]
  })
}

/** Disassociating what is not associated is no fault. */
export function disassociated(
  coreDeviceThingName: string,
  thingNames: readonly string[],
  call: Call,
): Batch {
  return batch(thingNames, call, (thingName) => [
    clientDevices.delete(clientKey(call, coreDeviceThingName, thingName)),
  ])
}

export function deletedAssociations(coreDeviceThingName: string, call: Call): ResourceChange[] {
  return clientDevicesOf(coreDeviceThingName, call).map(({ thingName }) =>
    clientDevices.delete(clientKey(call, coreDeviceThingName, thingName)),
  )
}

function batch(
  thingNames: readonly string[],
  call: Call,
  changesFor: (thingName: string) => readonly ResourceChange[],
): Batch {
  const changes: ResourceChange[] = []
  const errorEntries: ErrorEntry[] = []
  for (const thingName of new Set(thingNames)) {
    if (thingOf(call.resources, call, thingName)) changes.push(...changesFor(thingName))
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
