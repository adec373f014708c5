import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { type Fault, FaultyStore } from '../../test/support/faulty-store.ts'
import { archive } from './archive.ts'
import { Ledger, LedgerFailure } from './ledger.ts'
import { collection, type Index } from './resources.ts'

interface Thing {
  readonly name: string
  readonly group?: string
}
const things = collection<Thing>('test/thing')
const byGroup: Index<Thing> = { of: things, keyOf: ({ group }) => group }

async function opened(store = new FaultyStore()) {
  const failures: LedgerFailure[] = []
  const ledger = await Ledger.open(store, (failure) => failures.push(failure))
  return { ledger, store, failures }
}

const put = (name: string, group?: string) =>
  things.put(name, { name, ...(group === undefined ? {} : { group }) })

test('a change is visible to the next decision before it is durable', async () => {
  const { ledger } = await opened()
  const durable = ledger.commit({ events: ['1'], changes: [put('a')] })
  expect(ledger.resources.get(things, 'a')).toEqual({ name: 'a' })
  expect([ledger.nextPosition, ledger.durablePosition]).toEqual([2, 0])
  await durable
  expect(ledger.durablePosition).toBe(1)
})

const entry = (event: string) => ({ events: [event], changes: [] })

const appended = ({ batches }: FaultyStore) =>
  batches.map(({ firstPosition, events }) => [firstPosition, ...events])

test('calls of one turn are appended together, in the order of their commits', async () => {
  const { ledger, store } = await opened()
  await Promise.all(['1', '2', '3'].map((event) => ledger.commit(entry(event))))
  await ledger.commit(entry('4'))
  expect(appended(store)).toEqual([
    [1, '1', '2', '3'],
    [4, '4'],
  ])
})

test('thirty-two calls are appended without waiting for the turn to end', async () => {
  const { ledger, store } = await opened()
  const events = Array.from({ length: 33 }, (_, i) => String(i + 1))
  await Promise.all(events.map((event) => ledger.commit(entry(event))))
  expect(appended(store)).toEqual([
    [1, ...events.slice(0, 32)],
    [33, '33'],
  ])
})

test('appends without waiting for what was appended before', async () => {
  const { ledger, store } = await opened()
  const gate = Promise.withResolvers<void>()
  const appends = vi.spyOn(store, 'append')
  store.onAppend = () => gate.promise
  const first = ledger.commit(entry('1'))
  await nextTurn()
  const second = ledger.commit(entry('2'))
  await nextTurn()
  expect([appends.mock.calls.length, ledger.durablePosition]).toEqual([2, 0])
  gate.resolve()
  await first
  expect(ledger.durablePosition).toBe(1)
  await second
  expect(ledger.durablePosition).toBe(2)
})

test('closes once everything that was committed is durable', async () => {
  const { ledger, store } = await opened()
  const durable = ledger.commit(entry('1'))
  await ledger.close()
  expect(store.events).toEqual(['1'])
  await durable
})

test('resources come back in the order in which they were first put', async () => {
  const { ledger, store } = await opened()
  await ledger.commit({ events: ['1'], changes: [put('b'), put('a'), put('c')] })
  await ledger.commit({ events: ['2'], changes: [things.delete('a'), put('b', 'g')] })
  const again = await opened(store.reopened())
  expect(again.ledger.resources.list(things)).toEqual([{ name: 'b', group: 'g' }, { name: 'c' }])
  expect(again.ledger.nextPosition).toBe(3)
})

test('an index follows every change, whether built before or after it', async () => {
  const { ledger } = await opened()
  const names = (group: string) => ledger.resources.find(byGroup, group).map(({ name }) => name)
  await ledger.commit({ events: [], changes: [put('a', 'x'), put('b', 'x'), put('c')] })
  expect(names('x')).toEqual(['a', 'b'])
  await ledger.commit({ events: [], changes: [put('a', 'y'), put('c', 'x'), things.delete('b')] })
  expect([names('x'), names('y'), names('z')]).toEqual([['c'], ['a'], []])
})

test('what is archived is found once it is durable, and by the next process', async () => {
  const notes = archive<{ readonly text: string }>('test/note')
  const { ledger, store } = await opened()
  await ledger.commit({ events: ['1'], changes: [], archived: [notes.put('b', { text: 'é' }, 9)] })
  const again = await opened(store.reopened())
  for (const { archive: kept } of [ledger, again.ledger]) {
    expect(await kept.first(notes, 'a', 'c')).toEqual({ text: 'é' })
    expect(await kept.first(notes, 'c', 'd')).toBeUndefined()
  }
})

describe.each<Fault>(['failed and not done', 'failed but done'])('a flush that %s', (fault) => {
  test('fails its calls and every later one, and says so once', async () => {
    const { ledger, store, failures } = await opened()
    await ledger.commit({ events: ['1'], changes: [] })
    store.fault = fault
    const failing = [
      ledger.commit({ events: ['2'], changes: [] }),
      ledger.commit({ events: ['3'], changes: [] }),
    ]
    for (const call of failing) await expect(call).rejects.toThrow('could not be written')
    await expect(ledger.commit({ events: ['4'], changes: [] })).rejects.toThrow(
      'could not be written',
    )
    expect([ledger.durablePosition, failures.length]).toEqual([1, 1])
  })

  test('fails what was appended behind it', async () => {
    const { ledger, store, failures } = await opened()
    store.fault = fault
    const failing = [ledger.commit(entry('1'))]
    await nextTurn()
    failing.push(ledger.commit(entry('2')))
    for (const call of failing) await expect(call).rejects.toThrow('could not be written')
    expect([ledger.durablePosition, failures.length]).toEqual([0, 1])
    expect(store.events).not.toContain('2')
  })

  test('leaves event and change both or neither for the next process', async () => {
    const { ledger, store } = await opened()
    store.fault = fault
    await expect(ledger.commit({ events: ['1'], changes: [put('a')] })).rejects.toThrow(
      LedgerFailure,
    )
    const { ledger: next, store: kept } = await opened(store.reopened())
    const isDone = fault === 'failed but done'
    expect(kept.events).toEqual(isDone ? ['1'] : [])
    expect(next.resources.get(things, 'a')).toEqual(isDone ? { name: 'a' } : undefined)
    expect(next.nextPosition).toBe(isDone ? 2 : 1)
  })
})
