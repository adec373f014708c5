import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'
import type { Scope } from './scope.ts'
import { thingKey } from './thing.ts'

/**
 * What a thing is to be (`desired`) and what it says it is (`reported`).
 * https://docs.aws.amazon.com/iot/latest/developerguide/device-shadow-document.html
 */
export interface Shadow extends Scope {
  readonly thingName: string
  /** Empty for the thing's one shadow without a name. */
  readonly shadowName: string
  readonly desired?: ShadowState
  readonly reported?: ShadowState
  /** Counts the changes, from 1; goes on after a shadow was deleted. */
  readonly version: number
  /** Epoch milliseconds. */
  readonly updatedMs: number
  readonly isDeleted?: boolean
}

export interface ShadowState {
  readonly [name: string]: unknown
}

export const shadows = collection<Shadow>('fleet/shadow')

const shadowsOfThing: Index<Shadow> = {
  of: shadows,
  keyOf: (shadow) => thingKey(shadow, shadow.thingName),
}

export function shadowKey(scope: Scope, thingName: string, shadowName: string): string {
  return `${thingKey(scope, thingName)}/${shadowName}`
}

export function shadowOf(
  resources: ResourceReader,
  scope: Scope,
  thingName: string,
  shadowName: string,
): Shadow | undefined {
  const shadow = resources.get(shadows, shadowKey(scope, thingName, shadowName))
  return shadow?.isDeleted ? undefined : shadow
}

export function shadowsOf(resources: ResourceReader, scope: Scope, thingName: string): Shadow[] {
  return resources
    .find(shadowsOfThing, thingKey(scope, thingName))
    .filter(({ isDeleted }) => !isDeleted)
}

export interface ShadowUpdate {
  /** Null empties the section. */
  readonly desired?: ShadowState | null
  readonly reported?: ShadowState | null
}

/** The shadow after an update: members are merged, nulls take them out, lists are replaced whole. */
export function updatedShadow(
  resources: ResourceReader,
  scope: Scope,
  names: { readonly thingName: string; readonly shadowName: string },
  update: ShadowUpdate,
  nowMs: number,
): Shadow {
  const { accountId, region } = scope
  const before = resources.get(shadows, shadowKey(scope, names.thingName, names.shadowName))
  const current = before?.isDeleted ? undefined : before
  const desired = mergedSection(current?.desired, update.desired)
  const reported = mergedSection(current?.reported, update.reported)
  return {
    accountId,
    region,
    ...names,
    ...(desired ? { desired } : {}),
    ...(reported ? { reported } : {}),
    version: (before?.version ?? 0) + 1,
    updatedMs: nowMs,
  }
}

/** What the thing still has to change: the desired members that differ from the reported ones. */
export function deltaOf({ desired, reported }: Shadow): ShadowState | undefined {
  return desired && difference(desired, reported ?? {})
}

function mergedSection(
  current: ShadowState | undefined,
  update: ShadowState | null | undefined,
): ShadowState | undefined {
  if (update === undefined) return current
  const merged = update === null ? {} : merge(current ?? {}, update)
  return Object.keys(merged).length === 0 ? undefined : merged
}

function merge(current: ShadowState, update: ShadowState): ShadowState {
  const merged = new Map(Object.entries(current))
  for (const [name, value] of Object.entries(update)) {
    const before = merged.get(name)
    if (value === null) merged.delete(name)
    else if (isState(value)) merged.set(name, merge(isState(before) ? before : {}, value))
    else merged.set(name, value)
  }
  return Object.fromEntries(merged)
}

function difference(desired: ShadowState, reported: ShadowState): ShadowState | undefined {
  const different = Object.entries(desired).flatMap(([name, value]): [string, unknown][] => {
    const has = Object.hasOwn(reported, name) ? reported[name] : undefined
    if (isState(value) && isState(has)) {
      const inside = difference(value, has)
      return inside ? [[name, inside]] : []
    }
    return JSON.stringify(value) === JSON.stringify(has) ? [] : [[name, value]]
  })
  return different.length === 0 ? undefined : Object.fromEntries(different)
}

function isState(value: unknown): value is ShadowState {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
