import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { assert } from '../base/assert.ts'
import type { LedgerReader, PositionedEvent } from './follower.ts'
import type { LedgerBatch, StoredChange } from './ledger-store.ts'

/** Grows with every change of the tables below; a newer one than this is refused. */
const SCHEMA_VERSION = 3
const TRIM_EVENTS_MAX = 20_000
const BUSY_TIMEOUT_MS = 5_000

const resourceTable = `
  create table resource (
    id integer primary key,
    collection text not null,
    key text not null,
    value text not null
  ) strict;
`

const archiveTable = `
  create table archive (
    archive text not null,
    key text not null,
    value text not null,
    expires_ms integer not null,
    primary key (archive, key)
  ) strict, without rowid;
  create index archive_expiry on archive (expires_ms);
`

const schema = `
  create table event (position integer primary key, json text not null) strict;
  ${resourceTable}
  ${archiveTable}
`

/** Before version 3, resources had an index of their keys. */
const withoutIndex = `
  alter table resource rename to indexed_resource;
  ${resourceTable}
  insert into resource select id, collection, key, value from indexed_resource order by id;
  drop table indexed_resource;
`

/** What makes a ledger of an older version one of this version. */
const upgrades: Readonly<Record<number, string>> = {
  0: schema,
  1: archiveTable + withoutIndex,
  2: withoutIndex,
}

/** A page is in memory once as rows, once on its way to another thread, and once as values. */
const RESOURCES_A_PAGE = 2_000

/** The data cannot be used; the message is one sentence for the person who started the server. */
export class LedgerUnusable extends Error {}

/**
 * A ledger in one SQLite file. WAL with `synchronous=FULL`: a commit returns after the log is flushed, and readers on other
 * connections neither wait for it nor see it before. Its calls block: give it a thread of its own.
 */
export class SqliteLedger {
  readonly #db: DatabaseSync
  readonly #insertEvent: StatementSync
  readonly #putResource: StatementSync
  readonly #deleteResource: StatementSync
  readonly #deleteEvents: StatementSync
  readonly #archive: StatementSync
  readonly #findArchived: StatementSync
  readonly #expireArchived: StatementSync
  #lastPosition: number
  #hasFailed = false

  /** Throws {@link LedgerUnusable}. */
  constructor(file: string) {
    this.#db = openDatabase(file)
    this.#insertEvent = this.#db.prepare('insert into event (position, json) values (?, ?)')
    this.#putResource = this.#db.prepare(
      'insert into resource (id, collection, key, value) values (?, ?, ?, ?) ' +
        'on conflict (id) do update set value = excluded.value',
    )
    this.#deleteResource = this.#db.prepare('delete from resource where id = ?')
    this.#deleteEvents = this.#db.prepare(
      'delete from event where position <= min(?, (select min(position) from event) + ?)',
    )
    this.#archive = this.#db.prepare(
      'insert or replace into archive (archive, key, value, expires_ms) values (?, ?, ?, ?)',
    )
    this.#findArchived = this.#db.prepare(
      'select value from archive where archive = ? and key >= ? and key < ? order by key limit 1',
    )
    this.#expireArchived = this.#db.prepare('delete from archive where expires_ms <= ?')
    const last = this.#db.prepare('select max(position) as position from event').get()
    this.#lastPosition = Number(last?.['position'] ?? 0)
  }

  /** Of the last durable event, 0 in a new ledger. */
  get lastPosition(): number {
    return this.#lastPosition
  }

  /** Every resource, in the order in which they were first put. To be read before anything is appended. */
  *resources(): Generator<StoredChange[], void> {
    const rows = this.#db
      .prepare('select id, collection, key, value from resource order by id')
      .iterate() as Iterable<unknown> as Iterable<{
      id: number
      collection: string
      key: string
      value: string
    }>
    let page: StoredChange[] = []
    for (const { id, collection, key, value } of rows) {
      page.push([id, collection, key, value])
      if (page.length < RESOURCES_A_PAGE) continue
      yield page
      page = []
    }
    if (page.length > 0) yield page
  }

  /** In one flush, all or nothing. After a failed one it takes no more. */
  append(...batches: readonly LedgerBatch[]): void {
    assert(!this.#hasFailed, 'an append before this one has failed')
    this.#hasFailed = true
    this.#db.exec('begin immediate')
    const lastPosition = batches.reduce(
      (last, batch) => this.#insert(batch, last),
      this.#lastPosition,
    )
    this.#db.exec('commit')
    this.#lastPosition = lastPosition
    this.#hasFailed = false
  }

  firstArchived(archive: string, from: string, below: string): string | undefined {
    return this.#findArchived.get(archive, from, below)?.['value'] as string | undefined
  }

  trim(upTo: number, nowMs: number): void {
    this.#deleteEvents.run(Math.min(upTo, this.#lastPosition - 1), TRIM_EVENTS_MAX - 1)
    this.#expireArchived.run(nowMs)
  }

  close(): void {
    this.#db.close()
  }

  /** Returns the position of the batch's last event. */
  #insert({ firstPosition, events, changes, archived = [] }: LedgerBatch, last: number): number {
    assert(
      firstPosition === last + 1,
      `the ledger ends at ${last}, the batch starts at ${firstPosition}`,
    )
    let position = last
    for (const json of events) this.#insertEvent.run(++position, json)
    for (const [id, collection, key, value] of changes) {
      if (value === undefined) this.#deleteResource.run(id)
      else this.#putResource.run(id, collection, key, value)
    }
    for (const entry of archived) this.#archive.run(...entry)
    return position
  }
}

/** Reads the events of a ledger file on a connection of its own. */
export function openSqliteLedgerReader(file: string): LedgerReader {
  const db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  const select = db.prepare(
    'select position, json from event where position > ? and position <= ? order by position limit ?',
  )
  return {
    read: (after, upTo, limit) =>
      select.all(after, upTo, limit) as unknown as readonly PositionedEvent[],
    close: () => db.close(),
  }
}

function openDatabase(file: string): DatabaseSync {
  let db: DatabaseSync
  let version: number
  try {
    db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
    db.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000',
    )
    version = Number(db.prepare('pragma user_version').get()?.['user_version'])
    const upgrade = upgrades[version]
    if (upgrade !== undefined)
      db.exec(`begin; ${upgrade} pragma user_version = ${SCHEMA_VERSION}; commit`)
  } catch (cause) {
    throw new LedgerUnusable(
      `The ledger ${file} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause },
    )
  }
  if (version > SCHEMA_VERSION) {
    db.close()
    throw new LedgerUnusable(
      `The ledger ${file} was written by a newer version (schema ${version}, this one knows ${SCHEMA_VERSION}).`,
    )
  }
  return db
}
