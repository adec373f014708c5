import { syntaxError } from './malformed-policy.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** Throws a syntax error for anything but a JSON object. */
export function objectOf(value: unknown, place?: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntaxError(place)
  return value as JsonObject
}

/** A text, or a list of texts. */
export function textsOf(value: unknown, place: string): readonly string[] {
  return listOf(value).map((item) => {
    if (typeof item !== 'string') throw syntaxError(place)
    return item
  })
}

/** Values of conditions: numbers and booleans may stand without quotation marks. */
export function scalarsOf(value: unknown, place: string): readonly string[] {
  return listOf(value).map((item) => {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean')
      throw syntaxError(place)
    return String(item)
  })
}

/** AWS reads one value as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}
