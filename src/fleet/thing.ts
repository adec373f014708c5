import { collection, type ResourceReader, type TextIndex } from '../ledger/resources.ts'
import { type Scope, scopeKey } from './scope.ts'

/** A device, or whatever else is entered in AWS IoT's registry. */
export interface Thing extends Scope {
  readonly thingName: string
  readonly thingId: string
  readonly attributes: Readonly<Record<string, string>>
  /** Counts the changes, from 1. */
  readonly version: number
}

export const things = collection<Thing>('fleet/thing')

export const thingsOfScope: TextIndex<Thing> = {
  of: things,
  keyOf: scopeKey,
  textOf: ({ thingName }) => thingName,
}

export function thingKey(scope: Scope, thingName: string): string {
  return `${scopeKey(scope)}/${thingName}`
}

export function thingArn({ region, accountId }: Scope, thingName: string): string {
  return `arn:aws:iot:${region}:${accountId}:thing/${thingName}`
}

export function thingOf(
  resources: ResourceReader,
  scope: Scope,
  thingName: string,
): Thing | undefined {
  return resources.get(things, thingKey(scope, thingName))
}
