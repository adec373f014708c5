import { parse, stringify } from 'yaml'

/** A merge document for people: YAML, without the quotes and braces that hide what it says. What cannot be read stays. */
export function readableMerge(json: string): string {
  if (json === '') return ''
  try {
    return stringify(JSON.parse(json), { lineWidth: 0 })
  } catch {
    return json
  }
}

/** The same as the compact JSON that travels. Takes JSON too, because YAML does. */
export function compactMerge(text: string): string {
  return text.trim() === '' ? '' : JSON.stringify(parse(text))
}

export function mergeFault(text: string): string | undefined {
  if (text.trim() === '') return undefined
  try {
    const value: unknown = parse(text)
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isMap ? undefined : 'What is merged must be a map of members.'
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'Neither YAML nor JSON.'
  }
}
