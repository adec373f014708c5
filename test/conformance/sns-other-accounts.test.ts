import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { systemRandom } from '../../src/platform/system.ts'
import { handleCall } from '../../src/server/handle-call.ts'
import { sns as snsWith } from '../../src/services/sns/index.ts'
import { putSubscription, type Subscription, tokenHashOf } from '../../src/topics/subscription.ts'
import { defaultPolicy, putTopic } from '../../src/topics/topic.ts'
import { inputOf, queryForm } from '../support/arbitrary-inputs.ts'
import { allow, aUser } from '../support/identities.ts'
import { memoryDoor } from '../support/memory-door.ts'
import { signedHeaders } from '../support/signer.ts'

/**
 * Goal: whatever is asked of SNS, it is answered as AWS does and recorded, and nothing of another account's topics is read or
 * changed. Method: account B has a topic with a subscription. An administrator of account A tries every operation with
 * random inputs made of B's ARNs, its own, and texts that are neither.
 */

const ATTEMPTS = 3_000
const A = '123456789012'
const B = '999988887777'
const alpha = aUser({ accountId: A, userName: 'alpha' }, allow('*'))
const own = `arn:aws:sns:us-west-2:${A}:alpha`
const arn = `arn:aws:sns:us-west-2:${B}:bravo`
const subscriptionArn = `${arn}:11111111-2222-3333-4444-555555555555`
const TOKEN = 'bravo-token'
const topic = (of: string, accountId: string) => ({
  arn: of,
  name: 'any',
  accountId,
  region: 'us-west-2',
  attributes: {
    Policy: JSON.stringify(defaultPolicy({ arn: of, accountId })),
    DisplayName: 'bravo:private',
  },
  tags: [],
})
const subscription: Subscription = {
  arn: subscriptionArn,
  topicArn: arn,
  accountId: B,
  principalArn: `arn:aws:iam::${B}:root`,
  protocol: 'https',
  endpoint: 'https://bravo.example/private',
  attributes: {},
  state: { kind: 'pending', tokenHash: tokenHashOf(TOKEN), sinceMs: Date.now() },
}
const ownTopic = { ...topic(own, A), attributes: { Policy: topic(own, A).attributes.Policy } }
const sns = snsWith({ path: '/certificate.pem', pem: 'certificate' })
const { door, store, bugs } = await memoryDoor(
  [...alpha.changes, putTopic(topic(arn, B)), putTopic(ownTopic), putSubscription(subscription)],
  { nowMs: Date.now(), random: systemRandom, services: [sns] },
)

async function ask(action: string, input: object) {
  const body = Buffer.from(queryForm(sns.model, action, input))
  const headers = signedHeaders({
    method: 'POST',
    host: '127.0.0.1:4567',
    target: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
    keys: alpha.keys,
    region: 'us-west-2',
    service: 'sns',
  })
  const request = { method: 'POST', path: '/', query: '', headers, body, sourceIp: '192.0.2.7' }
  return handleCall(request, door)
}

const words = (member: string): readonly string[] => {
  if (member.endsWith('Arn')) return [arn, own, subscriptionArn, 'arn', 'no arn', '']
  if (member === 'Token') return ['guessed', '']
  if (member === 'AWSAccountId') return [A, B, 'x']
  if (member === 'Protocol') return ['http', 'https', 'email', '__proto__']
  if (member === 'Endpoint') return ['http://a.example', 'https://a.example', 'http://:']
  if (/Attribute/.test(member))
    return ['Policy', 'DisplayName', 'DeliveryPolicy', '{}', '__proto__', 'constructor', '']
  return ['alpha', 'x', '{"default":"x"}', 'Publish', '', 'ü'.repeat(200)]
}
const calls = fc
  .constantFrom(...Object.values(sns.model.operations))
  .chain((operation) =>
    inputOf(sns.model, operation, words).map((input) => ({ action: operation.name, input })),
  )
const ofBravo = () =>
  [...store.resources].filter(([key]) => key.includes(B) && !key.includes('queued'))

test(`${ATTEMPTS} attempts on another account’s topics`, async () => {
  const before = ofBravo()
  await fc.assert(
    fc.asyncProperty(calls, async ({ action, input }) => {
      const count = store.events.length
      const { status, body } = await ask(action, input)
      expect([200, 400, 403, 404, 501]).toContain(status)
      expect(String(body)).not.toMatch(/bravo:private|bravo\.example|bravo-token/)
      expect(store.events).toHaveLength(count + 1)
      const event = JSON.parse(store.events.at(-1) ?? '') as AuditEvent
      expect(event).toMatchObject({ eventName: action, recipientAccountId: A })
    }),
    { numRuns: ATTEMPTS },
  )
  expect(ofBravo()).toEqual(before)
  expect(bugs).toEqual([])
})

test('links with guessed tokens confirm nothing, and one that is known does', async () => {
  const follow = (query: string) =>
    handleCall(
      {
        method: 'GET',
        path: '/',
        query,
        headers: {},
        body: new Uint8Array(),
        sourceIp: '192.0.2.7',
      },
      door,
    )
  const link = (token: string) =>
    `Action=ConfirmSubscription&TopicArn=${encodeURIComponent(arn)}&Token=${token}`
  const count = store.events.length
  expect(await follow(link('guessed'))).toMatchObject({ status: 400 })
  expect(await follow('Action=Unsubscribe&SubscriptionArn=guessed')).toMatchObject({ status: 200 })
  expect(await follow(link(TOKEN))).toMatchObject({ status: 200 })
  expect(store.events).toHaveLength(count)
  expect(
    JSON.parse(store.resources.get(`topics/subscription ${subscriptionArn}`)?.[3] ?? ''),
  ).toMatchObject({
    state: { kind: 'confirmed', wasAuthenticated: false },
  })
})
