import { describe, expect, test } from 'vitest'
import type { Fault } from '../../../test/support/faulty-store.ts'
import { memoryFeeds } from '../../../test/support/memory-feeds.ts'
import { memoryTrail, newDurable, someTrail } from '../../../test/support/memory-trail.ts'
import { DAY_MS } from '../retry.ts'

const logGroupArn = 'arn:aws:logs:us-west-2:111122223333:log-group:trail:*'
const roleArn = 'arn:aws:iam::111122223333:role/logs'
const fed = someTrail({ cloudWatchLogs: { logGroupArn, roleArn } })

async function fedTrail(trail = fed, durable = newDurable()) {
  const memory = await memoryTrail(trail, durable)
  return { ...memory, ...(await memoryFeeds(memory)) }
}

test('feeds get what a trail recorded, from its start to its stop', async () => {
  const { record, start, stop, round, delivery, bus, logs } = await fedTrail()
  await record('before')
  await start()
  await record('start')
  await record('elsewhere', { awsRegion: 'eu-west-1' })
  await round()
  await stop()
  await record('stop')
  await record('after')
  await delivery.deliverDue()
  await round()
  await round()
  expect([bus.eventIds(), logs.eventIds()]).toEqual([
    ['start', 'stop'],
    ['start', 'stop'],
  ])
})

test('what a trail recorded is remembered until every feed has it, and no longer', async () => {
  const { record, start, remove, round, delivery, feeds, bus, logs, clock, state } =
    await fedTrail()
  bus.isDown = true
  await start()
  await record('1')
  await remove()
  await record('deleted')
  await delivery.deliverDue()
  await round()
  expect(logs.eventIds()).toEqual(['1', 'deleted'])
  expect(state()?.recorded).toHaveLength(1)
  expect(feeds.sentUpTo()).toBe(0)
  bus.isDown = false
  clock.nowMs += 60_000
  await round()
  expect(bus.eventIds()).toEqual(['1', 'deleted'])
  expect(state()).toBeUndefined()
  expect(feeds.sentUpTo()).toBe(2)
})

test('a feed that fails is tried again later, shows in the status, and keeps no other waiting', async () => {
  const { record, start, round, bus, logs, clock, status } = await fedTrail()
  logs.isDown = true
  await start()
  await record('1')
  await round()
  await round()
  expect([bus.eventIds(), logs.eventIds()]).toEqual([['1'], []])
  expect(status().latestLogsError).toBe('AccessDenied')
  expect(status().latestLogsMs).toBeUndefined()
  logs.isDown = false
  await round()
  expect(logs.eventIds()).toEqual([])
  clock.nowMs += 60_000
  await round()
  expect(logs.eventIds()).toEqual(['1'])
  expect(status()).toMatchObject({ latestLogsMs: clock.nowMs })
  expect(status().latestLogsError).toBeUndefined()
})

test('a new log group gets what comes after the change', async () => {
  const { record, start, update, round, logs } = await fedTrail(someTrail())
  await start()
  await record('1')
  await update(fed)
  await record('update')
  await record('2')
  await round()
  expect(logs.eventIds()).toEqual(['2'])
})

test('what nobody could be told for thirty days is given up', async () => {
  const { record, start, round, bus, clock } = await fedTrail()
  const at = (day: number) => `${new Date(clock.nowMs + day * DAY_MS).toISOString().slice(0, 19)}Z`
  bus.isDown = true
  await start()
  await record('old', { eventTime: at(0) })
  await record('young', { eventTime: at(20) })
  await round()
  bus.isDown = false
  clock.nowMs += 31 * DAY_MS
  await round()
  expect(bus.eventIds()).toEqual(['young'])
})

test('an event over 256 KB goes to no feed', async () => {
  const { record, start, round, bus } = await fedTrail()
  await start()
  await record('large', { requestParameters: { text: 'x'.repeat(256 * 1024) } })
  await record('small')
  await round()
  expect(bus.eventIds()).toEqual(['small'])
})

test('feeds that are no longer wanted hold nothing back; new ones begin with what is new', async () => {
  const { record, start, round, delivery, bus, logs, ledger, ...memory } = await fedTrail()
  bus.isDown = logs.isDown = true
  await start()
  await record('1')
  await delivery.deliverDue()
  await round()
  const parts = { ledger, ...memory }
  const without = await memoryFeeds(parts, memory.outlets, { hasLogs: false, shared: new Map() })
  expect(without.feeds.sentUpTo()).toBe(1)
  bus.isDown = false
  const again = await memoryFeeds(parts, memory.outlets)
  await record('2')
  await again.round()
  expect(bus.eventIds()).toEqual(['2'])
})

describe.each<Fault>(['failed and not done', 'failed but done'])('a send that %s', (fault) => {
  test('is repeated until the feed has every event', async () => {
    const { record, start, round, bus, clock } = await fedTrail()
    await start()
    await record('1')
    bus.fault = fault
    await round()
    await record('2')
    clock.nowMs += 60_000
    await round()
    expect(bus.eventIds()).toEqual(fault === 'failed but done' ? ['1', '1', '2'] : ['1', '2'])
  })

  test('and a crash at any write of the ledger: the feed has every event', async () => {
    for (let crashAt = 1; crashAt <= 4; crashAt++) {
      const first = await fedTrail()
      await first.start()
      await first.record('1')
      let writes = 0
      const { store } = first.durable
      store.onAppend = () => {
        if (++writes === crashAt) store.fault = fault
      }
      await first.round().catch(() => undefined)

      const second = await first.reopened()
      const { bus, logs, round } = await memoryFeeds(second, first.outlets)
      await second.record('2')
      await round()
      await round()
      expect(new Set(bus.eventIds()), `crash at write ${crashAt}`).toEqual(new Set(['1', '2']))
      expect(new Set(logs.eventIds()), `crash at write ${crashAt}`).toEqual(new Set(['1', '2']))
    }
  })
})
