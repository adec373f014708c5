import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  BIGINT,
  BOOLEAN,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  UINTEGER,
  VARCHAR,
} from '@duckdb/node-api'
import type { Clock } from '../base/clock.ts'
import type { Follower, PositionedEvent } from '../ledger/follower.ts'
import { duckDbSearch } from './duckdb-search.ts'
import type { EventHistory, LookupPage, LookupQuery } from './event-history.ts'
import {
  addedColumns,
  columns,
  type Condition,
  conditionOf,
  eventOfRow,
  placeOf,
  type Row,
  rowOf,
} from './event-row.ts'
import type { EventSearch } from './event-search.ts'
import { numbered, oldestShownMs, olderThan, type Statement, wholeMs } from './search-sql.ts'

/** How often events past their 90 days are deleted; lookups do not show them anyway. */
const EXPIRE_MS = 60 * 60 * 1000
const MEMORY_LIMIT = '256MB'
const THREADS = '2'
/** Rows of a page, and some more, that may be found by their narrow columns before they are read whole. */
const LATE_ROWS = 1000
/** Events read into rows before anybody else gets a turn: a few milliseconds. */
const TURN_EVENTS = 200
/** Rows of a vector, the most that a data chunk holds. */
const CHUNK_ROWS = 2048
/**
 * Compressed again at every checkpoint until they are full, so they are small: a twelfth of DuckDB's own size feeds four
 * times as fast, finds a page of common events six times as fast, and costs a tenth of the compression.
 */
const ROW_GROUP_ROWS = 10_240

const types = columns.map(
  ([, type]) => ({ bigint: BIGINT, boolean: BOOLEAN, uinteger: UINTEGER, varchar: VARCHAR })[type],
)

const schema = `
  create table if not exists event (
    ${columns.map(([name, type]) => `${name} ${type}${name === 'json' ? ' using compression zstd' : ''}`).join(', ')}
  );
  create table if not exists follower (cursor bigint not null);
  insert into follower select 0 where not exists (from follower);
`

interface Connections {
  readonly writer: DuckDBConnection
  readonly pager: DuckDBConnection
  readonly finder: DuckDBConnection
  readonly searcher: DuckDBConnection
}

/** The history cannot be used; the message is one sentence for the person who started the server. */
export class HistoryUnusable extends Error {}

/**
 * Event history in one DuckDB file: the events themselves, compressed, beside the columns they are found by. No index: a
 * scan of one column of a million events takes a few milliseconds, and an index would cost more than the events.
 * It uses threads of its own, but reading events into columns costs the thread that calls it: give it one.
 */
export class DuckDbHistory implements EventHistory, Follower {
  readonly events: EventSearch
  readonly #instance: DuckDBInstance
  readonly #writer: DuckDBConnection
  /** For pages of everything: their rows lie close together, and finding them first halves the work. */
  readonly #pager: DuckDBConnection
  /** For pages by an attribute: their rows may lie far apart, where it would double the work. */
  readonly #finder: DuckDBConnection
  /** For searches: some read every event, and no lookup waits behind one. */
  readonly #searcher: DuckDBConnection
  readonly #clock: Clock
  readonly #questions = new Set<Promise<unknown>>()
  #cursor: number
  #expiredMs = 0
  #isClosing = false

  private constructor(
    instance: DuckDBInstance,
    { writer, pager, finder, searcher }: Connections,
    cursor: number,
    clock: Clock,
  ) {
    this.#instance = instance
    this.#writer = writer
    this.#pager = pager
    this.#finder = finder
    this.#searcher = searcher
    this.#cursor = cursor
    this.#clock = clock
    this.events = duckDbSearch(
      (statement, asOf, isOfEverything) =>
        this.#rows(statement, asOf, isOfEverything ? pager : searcher),
      clock,
    )
  }

  /** Rejects with {@link HistoryUnusable}. */
  static async open(file: string, clock: Clock): Promise<DuckDbHistory> {
    try {
      const instance = await DuckDBInstance.create(':memory:', {
        memory_limit: MEMORY_LIMIT,
        threads: THREADS,
      })
      const writer = await instance.connect()
      // Attached, because only so the size of row groups can be chosen.
      await writer.run(
        `attach '${file.replaceAll("'", "''")}' as history (row_group_size ${ROW_GROUP_ROWS}, storage_version 'latest'); use history; ${schema}`,
      )
      await addColumns(writer)
      const [pager, finder, searcher] = [
        await instance.connect(),
        await instance.connect(),
        await instance.connect(),
      ]
      await pager.run(`use history; set session late_materialization_max_rows = ${LATE_ROWS}`)
      await finder.run('use history')
      await searcher.run('use history')
      const found = await writer.runAndReadAll('select cursor from follower')
      return new DuckDbHistory(
        instance,
        { writer, pager, finder, searcher },
        Number(found.getRows()[0]?.[0]),
        clock,
      )
    } catch (cause) {
      const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
      throw new HistoryUnusable(`The event history ${file} cannot be opened: ${reason}`, { cause })
    }
  }

  async cursor(): Promise<number> {
    return this.#cursor
  }

  /** One caller at a time. */
  async accept(events: readonly PositionedEvent[]): Promise<void> {
    const last = events.at(-1)
    if (!last || last.position <= this.#cursor) return
    const rows = await rowsOf(events.filter(({ position }) => position > this.#cursor))
    await this.#writer.run('begin')
    try {
      await this.#insert(rows)
      await this.#writer.run('update follower set cursor = $1', [BigInt(last.position)], [BIGINT])
      await this.#deleteExpired()
      await this.#writer.run('commit')
    } catch (error) {
      // A failed commit has rolled back by itself; then there is nothing left to undo.
      await this.#writer.run('rollback').catch(() => undefined)
      throw error
    }
    this.#cursor = last.position
  }

  async lookup(query: LookupQuery, asOf: number): Promise<LookupPage> {
    const where = this.#conditions(query)
    const statement = {
      sql: `select ${columns.map(([name]) => name).join(', ')} from event
        where ${where.map(({ sql }) => sql).join(' and ')}
        order by time_ms desc, position desc limit ${query.limit + 1}`,
      values: where.flatMap(({ values }) => values),
    }
    const reader = query.attribute ? this.#finder : this.#pager
    const rows = (await this.#rows(statement, asOf, reader)) as unknown as Row[]
    const page = rows.slice(0, query.limit)
    const last = rows.length > page.length ? page.at(-1) : undefined
    return {
      events: page.map(eventOfRow),
      ...(last ? { next: placeOf(last) } : {}),
    }
  }

  /** Questions under way are broken off: they reject. */
  async close(): Promise<void> {
    this.#isClosing = true
    const readers = [this.#pager, this.#finder, this.#searcher]
    // A connection that is closed under a question takes the process down. Each breaks off one of those that wait for it.
    while (this.#questions.size > 0) {
      for (const reader of readers) reader.interrupt()
      await Promise.race(this.#questions).catch(() => undefined)
    }
    for (const reader of readers) reader.closeSync()
    await this.#writer.run('use memory; detach history')
    this.#writer.closeSync()
    this.#instance.closeSync()
  }

  async #rows(
    { sql, values }: Statement,
    asOf: number,
    reader: DuckDBConnection,
  ): Promise<unknown[][]> {
    if (this.#isClosing) throw new Error('history is closing')
    if (this.#cursor < asOf) throw new Error(`history is at ${this.#cursor}, not yet at ${asOf}`)
    const question = reader.runAndReadAll(numbered(sql), [...values], values.map(typeOf))
    this.#questions.add(question)
    try {
      return (await question).getRows()
    } finally {
      this.#questions.delete(question)
    }
  }

  #conditions({ accountId, region, attribute, fromMs, toMs, before }: LookupQuery): Statement[] {
    const oldestMs = oldestShownMs(this.#clock.now())
    const found = attribute && conditionOf(attribute)
    return [
      { sql: 'account_id = ?', values: [accountId] },
      { sql: 'region = ?', values: [region] },
      { sql: 'time_ms >= ?', values: [wholeMs(Math.max(oldestMs, fromMs ?? oldestMs))] },
      ...(toMs === undefined ? [] : [{ sql: 'time_ms <= ?', values: [wholeMs(toMs)] }]),
      ...(before ? olderThan(before) : []),
      ...(found ? [{ sql: found.sql, values: [found.value] }] : []),
    ]
  }

  async #insert(rows: readonly Row[]): Promise<void> {
    const appender = await this.#writer.createAppender('event', 'main', 'history')
    try {
      for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
        const part = rows.slice(start, start + CHUNK_ROWS)
        const chunk = DuckDBDataChunk.create(types, part.length)
        chunk.setColumns(columns.map((_, column) => part.map((row) => row[column] ?? null)))
        appender.appendDataChunk(chunk)
      }
    } finally {
      appender.closeSync()
    }
  }

  async #deleteExpired(): Promise<void> {
    const now = this.#clock.now()
    if (now < this.#expiredMs + EXPIRE_MS) return
    this.#expiredMs = now
    await this.#writer.run(`delete from event where time_ms < ${wholeMs(oldestShownMs(now))}`)
  }
}

/** A part in each turn, so that lookups get their turns too. */
async function rowsOf(events: readonly PositionedEvent[]): Promise<Row[]> {
  const rows: Row[] = []
  for (let start = 0; start < events.length; start += TURN_EVENTS) {
    if (start > 0) await nextTurn()
    for (const event of events.slice(start, start + TURN_EVENTS)) {
      const row = rowOf(event)
      if (row) rows.push(row)
    }
  }
  return rows
}

function typeOf(value: Condition['value']) {
  return typeof value === 'bigint' ? BIGINT : VARCHAR
}

/** A history of before some columns gets them, filled in. */
async function addColumns(writer: DuckDBConnection): Promise<void> {
  const found = await writer.runAndReadAll('select column_name from (describe event)')
  const known = new Set(found.getRows().map(([name]) => name))
  const missing = addedColumns.filter(([name]) => !known.has(name))
  if (missing.length === 0) return
  await writer.run('begin')
  for (const [name, type] of missing)
    await writer.run(`alter table event add column ${name} ${type}`)
  const filled = missing.map(([name, , path]) => `${name} = json_extract_string(json, '${path}')`)
  await writer.run(`update event set ${filled.join(', ')}`)
  await writer.run('commit')
}
