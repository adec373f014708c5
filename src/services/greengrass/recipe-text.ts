import { parseDocument, stringify } from 'yaml'
import { isJsonObject, type JsonObject, type JsonValue, type Recipe } from './recipe.ts'

/** No recipe nests deeper; and what is kept is written by recursion. */
const DEPTH_MAX = 64
/** An alias repeats what it names: a few lines could grow without end. */
const ALIASES_MAX = 100

/** What stands in a recipe's text, JSON or YAML; undefined when it is neither, or no object. */
export function readRecipeText(bytes: Uint8Array): JsonObject | undefined {
  const text = textOf(bytes)
  const value = text === undefined ? undefined : (readJson(text) ?? readYaml(text))
  return isJsonObject(value) && isShallow(value, DEPTH_MAX) ? value : undefined
}

export function writeRecipe(recipe: Recipe, format: 'JSON' | 'YAML'): Uint8Array {
  const text = format === 'YAML' ? stringify(recipe, { lineWidth: 0 }) : JSON.stringify(recipe)
  return Buffer.from(text)
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not UTF-8, so not a recipe.
    return undefined
  }
}

function readJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    // It may still be YAML.
    return undefined
  }
}

function readYaml(text: string): JsonValue | undefined {
  try {
    const document = parseDocument(text, { logLevel: 'error' })
    if (document.errors.length > 0) return undefined
    const value: unknown = document.toJS({ maxAliasCount: ALIASES_MAX })
    if (!isShallow(value, DEPTH_MAX)) return undefined
    // What JSON cannot say (`.inf`, `.nan`) becomes what it says instead, now rather than after a restart.
    return JSON.parse(JSON.stringify(value ?? null)) as JsonValue
  } catch {
    // Nested or repeated beyond reason: no recipe.
    return undefined
  }
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1))
}
