import { endOfPrefix } from './keys.ts'
import type { ListQuestion } from './object-store.ts'

export interface KeyPage {
  readonly keys: readonly string[]
  readonly commonPrefixes: readonly string[]
  readonly next?: string
}

/**
 * Keys in order, each behind the last `after` that it was asked with. A store that can leap over keys does; one that gives
 * out more than it was asked for is only slower.
 */
export type KeysBehind = (after: () => string) => AsyncIterable<string>

/** One page of a listing, of whatever can go through its keys in order. */
export async function pageOfKeys(
  { prefix = '', delimiter = '', after = '', limit }: ListQuestion,
  keysBehind: KeysBehind,
): Promise<KeyPage> {
  const keys: string[] = []
  const commonPrefixes: string[] = []
  let [reached, last] = [after, '']
  for await (const key of keysBehind(() => reached)) {
    const rolled = rolledUp(key, prefix, delimiter)
    if (rolled !== undefined && (rolled === after || rolled === commonPrefixes.at(-1))) continue
    if (keys.length + commonPrefixes.length >= limit)
      return { keys, commonPrefixes, ...(limit > 0 ? { next: last } : {}) }
    if (rolled === undefined) keys.push(key)
    else commonPrefixes.push(rolled)
    last = rolled ?? key
    reached = rolled === undefined ? key : endOfPrefix(rolled)
  }
  return { keys, commonPrefixes }
}

function rolledUp(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined
  const at = key.indexOf(delimiter, prefix.length)
  return at < 0 ? undefined : key.slice(0, at + delimiter.length)
}
