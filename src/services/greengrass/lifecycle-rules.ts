import { invalidField } from './errors.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './recipe.ts'
import { pathOf } from './recipe-fields.ts'

const steps = new Set(['bootstrap', 'install', 'startup', 'run', 'shutdown', 'recover'])

/** The rules for a manifest's lifecycle. Its steps are known in any letter case; what else stands there is kept unread. */
export function checkLifecycle(lifecycle: JsonObject, at: string): void {
  checkRunOrStartup(lifecycle, at)
  for (const [name, step] of Object.entries(lifecycle))
    if (steps.has(name.toLowerCase())) checkStep(step, pathOf(at, name))
}

/** The same for the lifecycle of all manifests, in which names of selections may stand at any depth. */
export function checkGlobalLifecycle(lifecycle: JsonObject, at: string): void {
  checkRunOrStartup(lifecycle, at)
  checkSkipif(lifecycle, at)
  for (const [name, value] of Object.entries(lifecycle))
    if (isJsonObject(value) && name.toLowerCase() !== 'setenv')
      checkGlobalLifecycle(value, pathOf(at, name))
}

function checkRunOrStartup(lifecycle: JsonObject, at: string): void {
  const names = Object.keys(lifecycle).map((name) => name.toLowerCase())
  if (names.includes('run') && names.includes('startup'))
    throw invalidField(at, 'A lifecycle can define either Run or Startup, not both')
}

function checkStep(step: JsonValue, at: string): void {
  if (step === null || typeof step === 'string') return
  if (!isJsonObject(step)) throw invalidField(at, `${at} must be a script or an object`)
  if (typeof fieldIn(step, 'script') !== 'string')
    throw invalidField(at, `${at} must have a Script`)
  checkSkipif(step, at)
}

function checkSkipif(step: JsonObject, at: string): void {
  const skip = fieldIn(step, 'skipif')
  if (skip === undefined) return
  if (typeof skip !== 'string' || !/^(?:onpath|exists)\s+\S/.test(skip))
    throw invalidField(at, `Skipif of ${at} must be 'onpath <executable>' or 'exists <file>'`)
}

function fieldIn(step: JsonObject, wanted: string): JsonValue | undefined {
  const [, value] = Object.entries(step).find(([name]) => name.toLowerCase() === wanted) ?? []
  return value ?? undefined
}
