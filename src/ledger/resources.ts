import { TextOrder } from './text-order.ts'

/**
 * What exists: every resource of every service, in memory, rebuilt from the store at start. Values are plain JSON (no dates,
 * no bytes, no undefined members), because that is what a restart brings back; and nobody changes one after putting it.
 */
export interface ResourceReader {
  get<T>(of: Collection<T>, key: string): T | undefined
  /** In the order in which they were first put. */
  list<T>(of: Collection<T>): T[]
  /** Those whose index key is `key`, in the order in which they were first put. */
  find<T>(index: Index<T>, key: string): T[]
  /**
   * Those whose index key is `key` and whose text is greater than `behind`, in the order of their texts. To be read before
   * anything changes; nothing is looked at that is not read.
   */
  inOrder<T>(index: TextIndex<T>, key: string, behind: string | undefined): Iterable<T>
}

/** All resources of one kind, each under a key of its own. */
export interface Collection<T> {
  readonly name: string
  put(key: string, value: T): ResourceChange
  delete(key: string): ResourceChange
}

/** A second way to find the resources of a collection. Built when first used. */
export interface Index<T> {
  readonly of: Collection<T>
  /** Undefined leaves the resource out of the index. */
  readonly keyOf: (value: T) => string | undefined
}

/** An index that keeps an order, for lists that come in pages. */
export interface TextIndex<T> extends Index<T> {
  /** A text that no other resource under the same index key has, and that a resource keeps as long as it is there. */
  readonly textOf: (value: T) => string
}

/** An absent value deletes. */
export interface ResourceChange {
  readonly collection: string
  readonly key: string
  readonly value?: unknown
}

export function collection<T>(name: string): Collection<T> {
  return {
    name,
    put: (key, value) => ({ collection: name, key, value }),
    delete: (key) => ({ collection: name, key }),
  }
}

export class Resources implements ResourceReader {
  readonly #tables = new Map<string, Map<string, unknown>>()
  readonly #indexes = new Map<Index<never>, Map<string, Set<string>>>()

  readonly #orders = new Map<TextIndex<never>, Map<string, TextOrder<unknown>>>()

  get<T>(of: Collection<T>, key: string): T | undefined {
    return this.#tables.get(of.name)?.get(key) as T | undefined
  }

  list<T>(of: Collection<T>): T[] {
    return [...(this.#tables.get(of.name)?.values() ?? [])] as T[]
  }

  find<T>(index: Index<T>, key: string): T[] {
    const table = this.#tables.get(index.of.name)
    const keys = this.#indexed(index).get(key)
    return table && keys ? Array.from(keys, (found) => table.get(found) as T) : []
  }

  inOrder<T>(index: TextIndex<T>, key: string, behind: string | undefined): Iterable<T> {
    return (this.#ordered(index).get(key) as TextOrder<T> | undefined)?.behind(behind) ?? []
  }

  apply(changes: readonly ResourceChange[]): void {
    for (const { collection: name, key, value } of changes) {
      const table = this.#tables.get(name) ?? new Map<string, unknown>()
      this.#tables.set(name, table)
      this.#reindex(name, key, table.get(key), value)
      this.#reorder(name, table.get(key), value)
      if (value === undefined) table.delete(key)
      else table.set(key, value)
    }
  }

  #indexed<T>(index: Index<T>): Map<string, Set<string>> {
    const known = this.#indexes.get(index)
    if (known) return known
    const built = new Map<string, Set<string>>()
    this.#indexes.set(index, built)
    for (const [key, value] of this.#tables.get(index.of.name) ?? [])
      addTo(built, index.keyOf(value as T), key)
    return built
  }

  #reindex(name: string, key: string, before: unknown, after: unknown): void {
    for (const [index, built] of this.#indexes) {
      if (index.of.name !== name) continue
      const from = before === undefined ? undefined : index.keyOf(before as never)
      const to = after === undefined ? undefined : index.keyOf(after as never)
      if (from === to) continue
      if (from !== undefined) removeFrom(built, from, key)
      addTo(built, to, key)
    }
  }

  #ordered<T>(index: TextIndex<T>): Map<string, TextOrder<unknown>> {
    const known = this.#orders.get(index)
    if (known) return known
    const byKey = Map.groupBy(this.list(index.of), (value) => index.keyOf(value))
    const built = new Map<string, TextOrder<unknown>>()
    this.#orders.set(index, built)
    for (const [key, values] of byKey)
      if (key !== undefined)
        built.set(key, new TextOrder(values.map((value) => [index.textOf(value), value])))
    return built
  }

  #reorder(name: string, before: unknown, after: unknown): void {
    for (const [index, built] of this.#orders) {
      if (index.of.name !== name) continue
      const from = before === undefined ? undefined : index.keyOf(before as never)
      const to = after === undefined ? undefined : index.keyOf(after as never)
      if (from !== undefined && from !== to) takeOut(built, from, index.textOf(before as never))
      if (to === undefined) continue
      const order = built.get(to) ?? new TextOrder()
      built.set(to, order)
      order.put(index.textOf(after as never), after)
    }
  }
}

function addTo(built: Map<string, Set<string>>, to: string | undefined, key: string): void {
  if (to === undefined) return
  const keys = built.get(to)
  if (keys) keys.add(key)
  else built.set(to, new Set([key]))
}

function removeFrom(built: Map<string, Set<string>>, from: string, key: string): void {
  const keys = built.get(from)
  keys?.delete(key)
  if (keys?.size === 0) built.delete(from)
}

function takeOut(built: Map<string, TextOrder<unknown>>, from: string, text: string): void {
  const order = built.get(from)
  order?.delete(text)
  if (order?.size === 0) built.delete(from)
}
