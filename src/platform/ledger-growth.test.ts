import { expect, test } from 'vitest'
import { FaultyStore } from '../../test/support/faulty-store.ts'
import { Ledger } from '../ledger/ledger.ts'
import { LedgerGrowth } from './ledger-growth.ts'

async function growing() {
  const ledger = await Ledger.open(new FaultyStore(), () => undefined)
  const add = () => ledger.commit({ events: ['{}'], changes: [] })
  return { ledger, growth: new LedgerGrowth(ledger), add }
}

test('tells at once of what is there already', async () => {
  const { growth, add } = await growing()
  await add()
  expect(await growth.wait(0, 60_000)).toBe(1)
})

test('waits for an event, and takes those along that come with it', async () => {
  const { growth, add } = await growing()
  const waiting = growth.wait(0, 60_000)
  await Promise.all([add(), add(), add()])
  expect(await waiting).toBe(3)
})

test('is not woken by changes without an event', async () => {
  const { growth, ledger } = await growing()
  const waiting = growth.wait(0, 300)
  await ledger.commit({ events: [], changes: [] })
  expect(await waiting).toBe(0)
})

test('lets everybody go when the server closes', async () => {
  const { growth } = await growing()
  const waiting = Promise.all(Array.from({ length: 150 }, () => growth.wait(0, 60_000)))
  growth.close()
  expect(new Set(await waiting)).toEqual(new Set([0]))
  expect(await growth.wait(0, 60_000)).toBe(0)
})

test('tells the first hundred at once and others when their time is up', async () => {
  const { growth, add } = await growing()
  const order: string[] = []
  const waits = Array.from({ length: 101 }, async (_, i) => {
    await growth.wait(0, 1_000)
    order.push(i < 100 ? 'told' : 'last')
  })
  await add()
  await Promise.all(waits)
  expect(order.indexOf('last')).toBe(100)
})
