/**
 * What is too much for memory and seldom asked for: kept in the ledger's store alone, found by key, and forgotten when its
 * time is over. Entries are committed like changes, and are found once they are durable.
 */
export interface Archive<T> {
  readonly name: string
  /** @param expiresMs when it may be forgotten, in epoch milliseconds */
  put(key: string, value: T, expiresMs: number): ArchiveEntry
}

export interface ArchiveEntry {
  readonly archive: string
  readonly key: string
  /** Plain JSON. */
  readonly value: unknown
  readonly expiresMs: number
}

export interface ArchiveReader {
  /** The entry of the smallest key with `from` <= key < `below`, in the order of their bytes. */
  first<T>(of: Archive<T>, from: string, below: string): Promise<T | undefined>
}

export function archive<T>(name: string): Archive<T> {
  return { name, put: (key, value, expiresMs) => ({ archive: name, key, value, expiresMs }) }
}
