import { invalidField } from './errors.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './recipe.ts'

/**
 * The members of an object in a recipe under their own names. The service reads property names without regard to case, and
 * refuses those it does not know.
 *
 * @param at path of the object, empty for the recipe itself
 */
export function fieldsOf<Name extends string>(
  value: JsonValue,
  names: readonly Name[],
  at: string,
): Readonly<Partial<Record<Name, JsonValue>>> {
  const fields: Partial<Record<Name, JsonValue>> = {}
  for (const [key, field] of Object.entries(objectAt(value, at))) {
    const name = names.find((known) => known.toLowerCase() === key.toLowerCase())
    if (name === undefined) throw invalidField(pathOf(at, key), `Unrecognized field "${key}"`)
    if (name in fields) throw invalidField(pathOf(at, key), `Duplicate field "${key}"`)
    if (field !== null) fields[name] = field
  }
  return fields
}

export function pathOf(at: string, name: string | number): string {
  if (typeof name === 'number') return `${at}[${name}]`
  return at === '' ? name : `${at}.${name}`
}

export function objectAt(value: JsonValue, at: string): JsonObject {
  if (isJsonObject(value)) return value
  throw invalidField(at, `${at || 'The recipe'} must be an object`)
}

export function listAt(value: JsonValue | undefined, at: string): readonly JsonValue[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw invalidField(at, `${at} must be a list`)
  const items = value as readonly JsonValue[]
  if (items.includes(null)) {
    const name = at.slice(at.lastIndexOf('.') + 1)
    throw invalidField(at, `${name} contains one or more null element(s)`)
  }
  return items
}

export function textAt(value: JsonValue | undefined, at: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw invalidField(at, `${at} must be a string`)
}

/** One of the service's words, whatever its case. */
export function wordAt<Word extends string>(
  value: JsonValue | undefined,
  words: readonly Word[],
  at: string,
): Word | undefined {
  const text = textAt(value, at)
  if (text === undefined) return undefined
  const word = words.find((known) => known.toLowerCase() === text.toLowerCase())
  if (word === undefined)
    throw invalidField(at, `${at} '${text}' is not one of [${words.join(', ')}]`)
  return word
}
