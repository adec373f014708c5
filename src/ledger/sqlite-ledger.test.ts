import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { StoredChange } from './ledger-store.ts'
import { LedgerUnusable, openSqliteLedgerReader, SqliteLedger } from './sqlite-ledger.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  file = join(folder, 'ledger.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('keeps events and resources for the next process', () => {
  const ledger = new SqliteLedger(file)
  ledger.append({
    firstPosition: 1,
    events: ['{"a":1}', '{"é":"\\u0000"}'],
    changes: [
      [1, 'c', 'k', '1'],
      [2, 'c', 'gone', '2'],
    ],
  })
  ledger.append({
    firstPosition: 3,
    events: [],
    changes: [
      [1, 'c', 'k', '3'],
      [2, 'c', 'gone'],
    ],
  })
  ledger.close()

  const again = new SqliteLedger(file)
  expect(again.lastPosition).toBe(2)
  expect([...again.resources()]).toEqual([[[1, 'c', 'k', '3']]])
  again.close()
})

test('its readers see what is committed, in order, from other connections', () => {
  const ledger = new SqliteLedger(file)
  const reader = openSqliteLedgerReader(file)
  ledger.append({ firstPosition: 1, events: ['1', '2', '3', '4'], changes: [] })
  expect(reader.read(1, 4, 2).map(({ position, json }) => [position, json])).toEqual([
    [2, '2'],
    [3, '3'],
  ])
  expect(reader.read(3, 3, 10)).toEqual([])
  reader.close()
  ledger.close()
})

test('refuses a batch that leaves a gap', () => {
  const ledger = new SqliteLedger(file)
  expect(() => ledger.append({ firstPosition: 2, events: ['2'], changes: [] })).toThrow(
    'the ledger ends at 0, the batch starts at 2',
  )
  ledger.close()
})

test('batches of which a part fails leave nothing, and are the last', () => {
  const ledger = new SqliteLedger(file)
  const whole = { firstPosition: 1, events: ['1'], changes: [] }
  const broken = { firstPosition: 2, events: ['2', undefined as unknown as string], changes: [] }
  expect(() => ledger.append(whole, broken)).toThrow('cannot be bound')
  expect(() => ledger.append(whole)).toThrow('an append before this one has failed')
  ledger.close()
  const again = new SqliteLedger(file)
  expect(again.lastPosition).toBe(0)
  again.close()
})

test('forgets events that nobody needs, and never the last position', () => {
  const ledger = new SqliteLedger(file)
  ledger.append({ firstPosition: 1, events: ['1', '2', '3'], changes: [] })
  ledger.trim(3, 0)
  ledger.close()
  const again = new SqliteLedger(file)
  again.append({ firstPosition: 4, events: ['4'], changes: [] })
  const reader = openSqliteLedgerReader(file)
  expect(reader.read(0, 9, 9).map(({ position }) => position)).toEqual([3, 4])
  reader.close()
  again.close()
})

test('forgets no more than so many events at a time, so that nobody waits long for it', () => {
  const ledger = new SqliteLedger(file)
  const events = Array.from({ length: 20_010 }, () => '1')
  ledger.append({ firstPosition: 1, events, changes: [] })
  const reader = openSqliteLedgerReader(file)
  const first = () => reader.read(0, events.length, 1)[0]?.position
  ledger.trim(20_005, 0)
  expect(first()).toBe(20_001)
  ledger.trim(20_005, 0)
  expect(first()).toBe(20_006)
  reader.close()
  ledger.close()
})

test('finds what is archived by its key until its time is over', () => {
  const ledger = new SqliteLedger(file)
  const archived = [
    ['a', 'x/2', '2', 10],
    ['a', 'x/4', '4', 30],
    ['a', 'y/1', '1', 30],
    ['b', 'x/3', '3', 30],
  ] as const
  ledger.append({ firstPosition: 1, events: [], changes: [], archived })
  ledger.append({ firstPosition: 1, events: [], changes: [], archived: [['a', 'x/4', '5', 20]] })
  const first = (from: string) => ledger.firstArchived('a', from, 'x/9')
  expect(['x/1', 'x/2', 'x/3', 'x/5'].map(first)).toEqual(['2', '2', '5', undefined])
  ledger.trim(0, 10)
  expect(['x/1', 'x/2', 'x/3'].map(first)).toEqual(['5', '5', '5'])
  ledger.trim(0, 20)
  expect(first('x/1')).toBeUndefined()
  ledger.close()
})

test.each([1, 2])('takes over a ledger of version %i', (version) => {
  const ledger = new SqliteLedger(file)
  ledger.append({ firstPosition: 1, events: ['1'], changes: [] })
  ledger.close()
  const db = new DatabaseSync(file)
  db.exec(`
    drop table resource;
    create table resource (
      id integer primary key,
      collection text not null,
      key text not null,
      value text not null,
      unique (collection, key)
    ) strict;
    insert into resource values (7, 'c', 'k', '1'), (9, 'c', 'a', '2');
    ${version === 1 ? 'drop table archive;' : ''}
    pragma user_version = ${version};
  `)
  db.close()
  const again = new SqliteLedger(file)
  const changes = [
    [7, 'c', 'k', '1'],
    [9, 'c', 'a', '2'],
  ]
  expect([again.lastPosition, [...again.resources()]]).toEqual([1, [changes]])
  expect(again.firstArchived('a', '', '~')).toBeUndefined()
  again.append({ firstPosition: 2, events: [], changes: [[9, 'c', 'a', '3']] })
  expect([...again.resources()].flat().at(-1)).toEqual([9, 'c', 'a', '3'])
  again.close()
})

test('says in a sentence why a file cannot be its ledger', () => {
  writeFileSync(file, 'this is not a database, and long enough to be looked at as one'.repeat(100))
  expect(() => new SqliteLedger(file)).toThrow(LedgerUnusable)
  expect(() => new SqliteLedger(file)).toThrow(/cannot be opened: file is not a database\.$/)
})

test('refuses a ledger written by a newer version', () => {
  new SqliteLedger(file).close()
  const db = new DatabaseSync(file)
  db.exec('pragma user_version = 99')
  db.close()
  expect(() => new SqliteLedger(file)).toThrow(/written by a newer version \(schema 99/)
})

test('hands out what it holds in pages, in the order in which it came', () => {
  const ledger = new SqliteLedger(file)
  const changes = Array.from({ length: 4_001 }, (_, i): StoredChange => [
    i + 1,
    'c',
    `${9_000 - i}`,
    '1',
  ])
  ledger.append({ firstPosition: 1, events: [], changes })
  const pages = [...ledger.resources()]
  expect(pages.map((page) => page.length)).toEqual([2_000, 2_000, 1])
  expect(pages.flat()).toEqual(changes)
  ledger.close()
})
