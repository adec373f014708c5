import { expect, test } from 'vitest'
import { FaultyStore, type Fault } from '../../test/support/faulty-store.ts'
import { Ledger } from '../ledger/ledger.ts'
import type { HttpMessage } from './http-message.ts'
import { MessageDelivery } from './message-delivery.ts'
import { publication, QUEUE_MESSAGES_MAX, queueOf } from './queued-message.ts'
import {
  CONFIRMATION_MS,
  putSubscription,
  type Subscription,
  subscriptionOf,
} from './subscription.ts'
import { putTopic } from './topic.ts'

const topicArn = 'arn:aws:sns:us-west-2:111122223333:news'
const topic = {
  arn: topicArn,
  name: 'news',
  accountId: '111122223333',
  region: 'us-west-2',
  attributes: {},
  tags: [],
}

function subscription(id: string, members: Partial<Subscription> = {}): Subscription {
  return {
    arn: `${topicArn}:${id}`,
    topicArn,
    accountId: '111122223333',
    principalArn: 'arn:aws:iam::111122223333:root',
    protocol: 'http',
    endpoint: `http://${id}.example/`,
    attributes: {},
    state: { kind: 'confirmed', wasAuthenticated: true, authenticatesUnsubscribe: false },
    ...members,
  }
}

/** A topic with subscribers, in memory. What posts answer is the test's to say. */
async function memoryTopic(subscribers: readonly Subscription[], store = new FaultyStore()) {
  const ledger = await Ledger.open(store, () => undefined)
  const clock = { nowMs: 0, now: () => clock.nowMs }
  const posts: { url: string; message: HttpMessage }[] = []
  const answers: { of: (url: string) => Promise<number> } = { of: async () => 200 }
  const delivery = new MessageDelivery({
    ledger,
    sender: {
      post(url, message) {
        posts.push({ url, message })
        return answers.of(url)
      },
    },
    signing: { certificatePath: '/certificate.pem', sign: async () => 'signature' },
    baseUrl: () => 'http://server.example',
    clock,
    random: { uuid: () => '', bytes: (count) => new Uint8Array(count) },
  })
  await ledger.commit({
    events: [],
    changes: [putTopic(topic), ...subscribers.map(putSubscription)],
  })
  const publish = (messageId: string) => {
    const notification = {
      type: 'Notification',
      messageId,
      topicArn,
      message: messageId,
      publishedMs: 0,
    } as const
    return ledger.commit({ events: [], changes: publication(ledger.resources, notification) })
  }
  const round = async () => {
    delivery.sendDue()
    await delivery.settled()
  }
  const waiting = (id: string) => queueOf(ledger.resources, `${topicArn}:${id}`).length
  return { ledger, store, clock, posts, answers, delivery, publish, round, waiting }
}

test('a message goes to everyone who has confirmed, once each', async () => {
  const pending = { kind: 'pending', tokenHash: '', sinceMs: 0 } as const
  const { publish, round, posts, waiting } = await memoryTopic([
    subscription('a'),
    subscription('b'),
    subscription('c', { state: pending }),
  ])
  await publish('1')
  await round()
  await round()
  expect(posts.map(({ url }) => url)).toEqual(['http://a.example/', 'http://b.example/'])
  expect([waiting('a'), waiting('b')]).toEqual([0, 0])
})

test.each([
  [500, 4],
  [429, 4],
  [404, 1],
  [302, 1],
])('an answer of %i means %i attempts', async (status, attempts) => {
  const { publish, round, posts, answers, clock, waiting } = await memoryTopic([subscription('a')])
  answers.of = async () => status
  await publish('1')
  for (let second = 0; second < 120; second++) {
    clock.nowMs += 1000
    await round()
  }
  expect(posts).toHaveLength(attempts)
  expect(waiting('a')).toBe(0)
})

test('while one endpoint says nothing, the others go on', async () => {
  const { publish, delivery, posts, answers } = await memoryTopic([
    subscription('silent'),
    subscription('prompt'),
  ])
  answers.of = (url) =>
    url.includes('silent') ? new Promise(() => undefined) : Promise.resolve(200)
  for (let i = 0; i < 20; i++) {
    await publish(String(i))
    delivery.sendDue()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(posts.filter(({ url }) => url.includes('prompt'))).toHaveLength(20)
  expect(posts.filter(({ url }) => url.includes('silent'))).toHaveLength(8)
})

test('a queue has an end, and what it has no room for is not kept', async () => {
  const { ledger, publish, waiting } = await memoryTopic([subscription('a')])
  const publications = Array.from({ length: QUEUE_MESSAGES_MAX - 1 }, (_, i) =>
    publication(ledger.resources, {
      type: 'Notification',
      messageId: String(i),
      topicArn,
      message: '',
      publishedMs: 0,
    }),
  )
  await ledger.commit({ events: [], changes: publications.flat() })
  await publish('the last')
  await publish('one too many')
  expect(waiting('a')).toBe(QUEUE_MESSAGES_MAX)
})

test('who does not confirm in time is forgotten', async () => {
  const sinceMs = 0
  const state = { kind: 'pending', tokenHash: '', sinceMs } as const
  const { ledger, delivery, clock } = await memoryTopic([subscription('a', { state })])
  clock.nowMs = CONFIRMATION_MS - 1
  await delivery.forgetUnconfirmed()
  expect(subscriptionOf(ledger.resources, `${topicArn}:a`)).toBeDefined()
  clock.nowMs = CONFIRMATION_MS
  await delivery.forgetUnconfirmed()
  expect(subscriptionOf(ledger.resources, `${topicArn}:a`)).toBeUndefined()
})

test.each<Fault>(['failed and not done', 'failed but done'])(
  'when the ledger %s after a post, the message arrives at least once',
  async (fault) => {
    const first = await memoryTopic([subscription('a')])
    await first.publish('1')
    first.store.fault = fault
    first.delivery.sendDue()
    await expect(first.delivery.settled()).rejects.toThrow('the ledger could not be written')
    const again = await memoryTopic([subscription('a')], first.store.reopened())
    await again.round()
    const ids = [...first.posts, ...again.posts].map(
      ({ message }) => message.headers['x-amz-sns-message-id'],
    )
    expect(ids).toEqual(fault === 'failed but done' ? ['1'] : ['1', '1'])
  },
)
