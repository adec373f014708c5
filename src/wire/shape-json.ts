import { asObject, malformed } from './json-text.ts'
import { membersOf } from './members.ts'
import type { ServiceModel, Type } from './model.ts'

/**
 * A JSON value off the wire -> the value an operation works with. Unknown members are dropped and nulls are absent, as AWS
 * does. Throws `SerializationException` when a value is not of its type.
 */
export function readJson(model: ServiceModel, type: Type, value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  switch (type.kind) {
    case 'document':
      return value
    case 'string':
      return typeof value === 'string' ? value : mistyped(value, 'a String')
    case 'number':
      // JSON may spell numbers so great that they become infinite, for which events have no word.
      return Number.isFinite(value) ? value : mistyped(value, 'a Number')
    case 'boolean':
      return typeof value === 'boolean' ? value : mistyped(value, 'a Boolean')
    case 'timestamp':
      return readTimestamp(value)
    case 'blob':
      return typeof value === 'string' ? readBlob(value) : mistyped(value, 'a Blob')
    case 'list':
      if (!Array.isArray(value)) return mistyped(value, 'a List')
      return value
        .map((item) => readJson(model, type.of, item))
        .filter((item) => item !== undefined)
    case 'map':
      return readMap(model, type.of, asObject(value))
    case 'structure':
      return readStructure(model, type.name, asObject(value))
  }
}

function readStructure(
  model: ServiceModel,
  name: string,
  object: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const member of membersOf(model, name)) {
    const value = object[member.wireName]
    if (value === undefined || value === null) continue
    result[member.name] = readJson(model, member.type, value)
  }
  return result
}

function readMap(
  model: ServiceModel,
  of: Type,
  object: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const entries = Object.entries(object).flatMap(([key, item]) => {
    const value = readJson(model, of, item)
    return value === undefined ? [] : [[key, value] as const]
  })
  return Object.fromEntries(entries)
}

function readTimestamp(value: unknown): Date {
  // Epoch seconds by the protocol; ISO text is what people write by hand, and AWS reads it too.
  const date = new Date(
    typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : Number.NaN,
  )
  return Number.isNaN(date.getTime()) ? mistyped(value, 'a Timestamp') : date
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

function readBlob(value: string): Uint8Array {
  if (!base64.test(value)) throw malformed('A blob is not valid base64')
  return new Uint8Array(Buffer.from(value, 'base64'))
}

function mistyped(value: unknown, wanted: string): never {
  const given = Array.isArray(value)
    ? 'LIST'
    : typeof value === 'object'
      ? 'STRUCTURE'
      : typeof value
  throw malformed(`${given.toUpperCase()}_VALUE can not be converted to ${wanted}`)
}

/** The inverse of {@link readJson}: what goes out on the wire. Members that do not travel in the body are left out. */
export function writeJson(model: ServiceModel, type: Type, value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  switch (type.kind) {
    case 'timestamp':
      return type.format === 'date-time'
        ? (value as Date).toISOString()
        : (value as Date).getTime() / 1000
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    case 'list':
      return (value as unknown[]).map((item) => writeJson(model, type.of, item))
    case 'map':
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, writeJson(model, type.of, item)]),
      )
    case 'structure': {
      const result: Record<string, unknown> = {}
      for (const member of membersOf(model, type.name)) {
        if (member.in !== 'body') continue
        const written = writeJson(
          model,
          member.type,
          (value as Record<string, unknown>)[member.name],
        )
        if (written !== undefined) result[member.wireName] = written
      }
      return result
    }
    case 'string':
    case 'number':
    case 'boolean':
    case 'document':
      return value
  }
}
