import { parse } from 'yaml'
import type { z } from 'zod'

export interface Faults {
  readonly kind: 'faults'
  readonly faults: readonly string[]
}

/** Reads YAML as a schema has it, and names every fault at once, each with its place and none with a value. */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): { readonly kind: 'content'; readonly content: z.infer<Schema> } | Faults {
  let content: unknown
  try {
    content = parse(text, { logLevel: 'error' })
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { kind: 'faults', faults: [`is not YAML: ${reason}`] }
  }
  const read = schema.safeParse(content)
  if (read.success) return { kind: 'content', content: read.data }
  const faults = read.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`)
  return { kind: 'faults', faults }
}

function placeOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
  return text.join('').replace(/^\./, '') || 'the file'
}
