import { ResourceTable } from './resource-table.ts'

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
  readonly #tables = new Map<string, ResourceTable>()
  #lastId = 0

  get<T>(of: Collection<T>, key: string): T | undefined {
    return this.#tables.get(of.name)?.get(key)?.value as T | undefined
  }

  list<T>(of: Collection<T>): T[] {
    return this.#table(of.name).values() as T[]
  }

  find<T>(index: Index<T>, key: string): T[] {
    return this.#table(index.of.name).find(index, key) as T[]
  }

  inOrder<T>(index: TextIndex<T>, key: string, behind: string | undefined): Iterable<T> {
    return this.#table(index.of.name).inOrder(index, key, behind) as Iterable<T>
  }

  /**
   * Returns the number of each change's resource; none where nothing is deleted. A resource keeps its number from when it is
   * first put until it is deleted, and nobody else gets it: with them a store can do without an index of keys, which are
   * random, so that nearly every change would cost a page of its own.
   */
  apply(changes: readonly ResourceChange[]): (number | undefined)[] {
    return changes.map(({ collection: name, key, value }) => {
      const table = this.#table(name)
      const known = table.get(key)?.id
      if (value === undefined) {
        table.delete(key)
        return known
      }
      const id = known ?? ++this.#lastId
      table.put(key, { id, value })
      return id
    })
  }

  /** Puts what a store holds. */
  restore(id: number, collectionName: string, key: string, value: unknown): void {
    this.#lastId = Math.max(this.#lastId, id)
    this.#table(collectionName).put(key, { id, value })
  }

  #table(name: string): ResourceTable {
    const known = this.#tables.get(name)
    if (known) return known
    const table = new ResourceTable()
    this.#tables.set(name, table)
    return table
  }
}
