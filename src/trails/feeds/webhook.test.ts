import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { auditEvent } from '../../../test/support/events.ts'
import type { AuditEvent } from '../../audit/audit-event.ts'
import { envelopeOf } from './envelope.ts'
import { FeedError } from './feed.ts'
import { webhookFilter, webhookMessage, type WebhookMessage } from './webhook.ts'
import { webhookOutlet } from './webhook-outlet.ts'
import { readWebhooksFile } from './webhooks-file.ts'

const feedEvent = (members: Partial<AuditEvent> = {}) => {
  const event = auditEvent({ readOnly: false, ...members })
  return { event, json: JSON.stringify(event), eventMs: Date.parse(event.eventTime) }
}
const hook = {
  name: 'alerts',
  url: 'https://hooks.example/alerts',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  state: 'ENABLED' as const,
}

test('an envelope has EventBridge’s members in their order, and the same id each time', () => {
  const { event } = feedEvent()
  const envelope = envelopeOf(event)
  expect(Object.keys(envelope)).toEqual([
    'version',
    'id',
    'detail-type',
    'source',
    'account',
    'time',
    'region',
    'resources',
    'detail',
  ])
  expect(envelope).toMatchObject({
    version: '0',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.greengrass',
    account: '111122223333',
    time: '2026-07-20T09:15:42Z',
    region: 'us-west-2',
    resources: [],
    detail: event,
  })
  expect(envelope.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(envelopeOf(event).id).toBe(envelope.id)
})

test.each<[AuditEvent['eventType'], string]>([
  ['AwsApiCall', 'AWS API Call via CloudTrail'],
  ['AwsConsoleAction', 'AWS Console Action via CloudTrail'],
  ['AwsConsoleSignIn', 'AWS Console Signin via CloudTrail'],
  ['AwsServiceEvent', 'AWS Service Event via CloudTrail'],
])('%s is called %s', (eventType, detailType) => {
  expect(envelopeOf(feedEvent({ eventType }).event)['detail-type']).toBe(detailType)
})

test('read-only management events go to those who ask for all', () => {
  const read = feedEvent({ readOnly: true })
  const dataRead = feedEvent({ readOnly: true, managementEvent: false, eventCategory: 'Data' })
  const all = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
  expect(webhookFilter({ state: 'ENABLED' })(read)).toBeUndefined()
  expect(webhookFilter({ state: 'ENABLED' })(dataRead)).toBeDefined()
  expect(webhookFilter({ state: all })(read)).toBeDefined()
})

test('a message is signed over its id, its time and its text', () => {
  const envelope = envelopeOf(feedEvent().event)
  const { headers, body } = webhookMessage(envelope, hook.secret, 1_700_000_000_000)
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const signed = `${envelope.id}.1700000000.${body}`
  expect(headers).toEqual({
    'content-type': 'application/json',
    'webhook-id': envelope.id,
    'webhook-timestamp': '1700000000',
    'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  })
  expect(JSON.parse(body)).toEqual(envelope)
})

test.each([
  [204, undefined],
  [400, undefined],
  [404, 'HTTP 404'],
  [503, 'HTTP 503'],
])('an answer of %i leaves %s', async (status, code) => {
  const outlet = webhookOutlet(hook, { clock: { now: () => 0 }, post: async () => status })
  const error = await outlet.send([feedEvent()]).catch((failure: unknown) => failure)
  expect((error as FeedError | undefined)?.code).toBe(code)
})

test('an endpoint gets what matches its pattern, a few at a time', async () => {
  const posted: WebhookMessage[] = []
  let [underWay, most] = [0, 0]
  const outlet = webhookOutlet(
    { ...hook, pattern: { detail: { eventName: [{ prefix: 'Create' }] } } },
    {
      clock: { now: () => 0 },
      async post(_url, message) {
        most = Math.max(most, ++underWay)
        await Promise.resolve()
        underWay--
        posted.push(message)
        return 200
      },
    },
  )
  const names = Array.from({ length: 40 }, (_, i) => (i % 2 ? `Create${i}` : `Delete${i}`))
  await outlet.send(names.map((eventName) => feedEvent({ eventName, eventID: eventName })))
  expect(posted).toHaveLength(20)
  expect(most).toBe(8)
})

test('a file of webhooks is read, with what it leaves out', () => {
  const text = `
webhooks:
  - name: alerts
    url: https://hooks.example/alerts
    secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
    pattern:
      source: [aws.iam]
`
  expect(readWebhooksFile(text)).toEqual({
    kind: 'webhooks',
    webhooks: [{ ...hook, pattern: { source: ['aws.iam'] } }],
  })
})

test('every fault of a file is named with its place, and no secret', () => {
  const text = `
webhooks:
  - {name: a b, url: ftp://x, secret: tooshort, pattern: {source: [{sounds: like}]}, colour: red}
`
  const read = readWebhooksFile(text)
  expect(read).toMatchObject({ kind: 'faults' })
  const told = JSON.stringify(read)
  for (const place of ['.name: ', '.url: ', '.secret: ', 'there is no operator sounds', 'colour'])
    expect(told).toContain(place)
  expect(told).not.toContain('tooshort')
  expect(readWebhooksFile('[')).toMatchObject({ kind: 'faults' })
})
