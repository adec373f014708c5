import type { StoredChange } from './ledger-store.ts'
import type { ResourceChange } from './resources.ts'

/**
 * Numbers by which a store knows resources, in the order in which they were first put. With them it needs no index of their
 * keys: those are random, so that nearly every change would cost a page of its own.
 */
export class ResourceIds {
  readonly #tables = new Map<string, Map<string, number>>()
  #last = 0

  /** Takes over what a store holds. */
  know([id, collection, key]: StoredChange): void {
    this.#table(collection).set(key, id)
    this.#last = Math.max(this.#last, id)
  }

  /** The change as a store takes it, which is to be told of every change in turn; undefined when it changes nothing. */
  stored({ collection, key, value }: ResourceChange): StoredChange | undefined {
    const table = this.#table(collection)
    const known = table.get(key)
    if (value === undefined) {
      table.delete(key)
      return known === undefined ? undefined : [known, collection, key]
    }
    const id = known ?? ++this.#last
    if (known === undefined) table.set(key, id)
    return [id, collection, key, JSON.stringify(value)]
  }

  #table(collection: string): Map<string, number> {
    const known = this.#tables.get(collection)
    if (known) return known
    const table = new Map<string, number>()
    this.#tables.set(collection, table)
    return table
  }
}
