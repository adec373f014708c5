import type { Index, TextIndex } from './resources.ts'
import { TextOrder } from './text-order.ts'

export interface KeptResource {
  /** See {@link Resources.apply}. */
  readonly id: number
  readonly value: unknown
}

/** The resources of one collection in the order in which they were first put, and every further way to find them. */
export class ResourceTable {
  readonly #kept = new Map<string, KeptResource>()
  readonly #indexes = new Map<Index<never>, Map<string, Set<string>>>()
  readonly #orders = new Map<TextIndex<never>, Map<string, TextOrder<unknown>>>()

  get(key: string): KeptResource | undefined {
    return this.#kept.get(key)
  }

  values(): unknown[] {
    return Array.from(this.#kept.values(), ({ value }) => value)
  }

  find(index: Index<never>, key: string): unknown[] {
    const keys = this.#indexed(index).get(key)
    return keys ? Array.from(keys, (found) => this.#kept.get(found)?.value) : []
  }

  inOrder(index: TextIndex<never>, key: string, behind: string | undefined): Iterable<unknown> {
    return this.#ordered(index).get(key)?.behind(behind) ?? []
  }

  put(key: string, resource: KeptResource): void {
    this.#follow(key, this.#kept.get(key)?.value, resource.value)
    this.#kept.set(key, resource)
  }

  delete(key: string): void {
    this.#follow(key, this.#kept.get(key)?.value, undefined)
    this.#kept.delete(key)
  }

  #follow(key: string, before: unknown, after: unknown): void {
    for (const [index, built] of this.#indexes) {
      const { from, to } = keysOf(index, before, after)
      if (from === to) continue
      if (from !== undefined) removeFrom(built, from, key)
      if (to !== undefined) addTo(built, to, key)
    }
    for (const [index, built] of this.#orders) {
      const { from, to } = keysOf(index, before, after)
      if (from !== undefined && from !== to) takeOut(built, from, index.textOf(before as never))
      if (to !== undefined) putIn(built, to, index.textOf(after as never), after)
    }
  }

  #indexed(index: Index<never>): Map<string, Set<string>> {
    const known = this.#indexes.get(index)
    if (known) return known
    const built = new Map<string, Set<string>>()
    this.#indexes.set(index, built)
    for (const [key, { value }] of this.#kept) {
      const to = index.keyOf(value as never)
      if (to !== undefined) addTo(built, to, key)
    }
    return built
  }

  #ordered(index: TextIndex<never>): Map<string, TextOrder<unknown>> {
    const known = this.#orders.get(index)
    if (known) return known
    const byKey = Map.groupBy(this.values(), (value) => index.keyOf(value as never))
    const built = new Map<string, TextOrder<unknown>>()
    this.#orders.set(index, built)
    for (const [key, values] of byKey)
      if (key !== undefined)
        built.set(key, new TextOrder(values.map((value) => [index.textOf(value as never), value])))
    return built
  }
}

function keysOf({ keyOf }: Index<never>, before: unknown, after: unknown) {
  return {
    from: before === undefined ? undefined : keyOf(before as never),
    to: after === undefined ? undefined : keyOf(after as never),
  }
}

function addTo(built: Map<string, Set<string>>, to: string, key: string): void {
  const keys = built.get(to)
  if (keys) keys.add(key)
  else built.set(to, new Set([key]))
}

function removeFrom(built: Map<string, Set<string>>, from: string, key: string): void {
  const keys = built.get(from)
  keys?.delete(key)
  if (keys?.size === 0) built.delete(from)
}

function putIn(
  built: Map<string, TextOrder<unknown>>,
  to: string,
  text: string,
  value: unknown,
): void {
  const order = built.get(to) ?? new TextOrder()
  built.set(to, order)
  order.put(text, value)
}

function takeOut(built: Map<string, TextOrder<unknown>>, from: string, text: string): void {
  const order = built.get(from)
  order?.delete(text)
  if (order?.size === 0) built.delete(from)
}
