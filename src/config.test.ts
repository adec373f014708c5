import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('has a default for everything', () => {
  expect(readConfig([], {})).toEqual({
    kind: 'config',
    config: {
      host: '127.0.0.1',
      port: 4567,
      data: './.waymark',
      enforcement: 'enforce',
      deliveryIntervalMs: 300_000,
      digestIntervalMs: 3_600_000,
    },
  })
})

test('flags win over variables', () => {
  const variables = {
    WAYMARK_PORT: '1',
    WAYMARK_DELIVERY_INTERVAL: '2s',
    WAYMARK_ACCOUNT: '000000000001',
  }
  const result = readConfig(['--port', '2', '--account=000000000002'], variables)
  expect(result).toMatchObject({
    config: { port: 2, account: '000000000002', deliveryIntervalMs: 2_000 },
  })
})

test('buckets that are kept elsewhere are named one by one', () => {
  const endpoint = 'http://127.0.0.1:9000'
  const flags = [
    '--s3-bucket',
    'logs',
    '--s3-bucket=audit=https://s3.example.com',
    '--s3-bucket',
    'a-1',
  ]
  expect(readConfig([...flags, '--s3-endpoint', endpoint], {})).toMatchObject({
    config: {
      s3Buckets: [
        { name: 'logs', endpoint },
        { name: 'audit', endpoint: 'https://s3.example.com' },
        { name: 'a-1', endpoint },
      ],
    },
  })
  expect(readConfig([], { WAYMARK_S3_BUCKET: 'logs,audit=http://b' })).toMatchObject({
    config: { s3Buckets: [{ name: 'logs' }, { name: 'audit', endpoint: 'http://b' }] },
  })
})

test.each([
  [['--s3-bucket', 'logs,LOGS'], "--s3-bucket: 'logs,LOGS' is not a bucket NAME or NAME=URL"],
  [['--s3-bucket', 'logs='], "--s3-bucket: 'logs=' is not a bucket NAME or NAME=URL"],
  [['--s3-bucket', 'logs=ftp://b'], "--s3-bucket: 'logs=ftp://b' is not a bucket NAME or NAME=URL"],
  [
    ['--s3-endpoint', 'http://b'],
    '--s3-endpoint: needs an --s3-bucket, because all others are kept here',
  ],
])('%s is a fault', (flags, fault) => {
  expect(readConfig(flags, {})).toEqual({ kind: 'faults', faults: [fault] })
})

test('targets of notifications and feeds are URLs', () => {
  const flags = [
    '--sns-endpoint=http://127.0.0.1:5000',
    '--logs-endpoint=https://logs.example',
    '--events-endpoint=https://events.example',
    '--webhooks=hooks.yaml',
    '--public-url=https://trail.example/',
  ]
  expect(readConfig(flags, {})).toMatchObject({
    config: {
      snsEndpoint: 'http://127.0.0.1:5000',
      logsEndpoint: 'https://logs.example',
      eventsEndpoint: 'https://events.example',
      webhooksFile: 'hooks.yaml',
      publicUrl: 'https://trail.example',
    },
  })
  expect(readConfig(['--sns-endpoint', 'localhost'], {})).toEqual({
    kind: 'faults',
    faults: ["--sns-endpoint: 'localhost' is not an http(s) URL"],
  })
})

test('names every fault at once', () => {
  const flags = [
    '--port',
    '70000',
    '--colour',
    '--data',
    '--delivery-interval',
    '5',
    'extra',
    '--tls-key',
    'k',
  ]
  const result = readConfig(flags, { WAYMARK_ACCOUNT: 'me' })
  expect(result).toEqual({
    kind: 'faults',
    faults: [
      '--colour: is not a flag of this server',
      'extra: is not a flag',
      "--port: '70000' is not a port number",
      '--data: needs a value',
      "WAYMARK_ACCOUNT: 'me' is not a 12-digit account id",
      "--delivery-interval: '5' is not a time of at most 24h, such as 60s",
      '--tls-cert and --tls-key: are given together or not at all',
    ],
  })
})

test('--help lists every flag', () => {
  const result = readConfig(['--help'], {})
  expect(result.kind === 'help' && result.text).toMatch(/--delivery-interval TIME +how often/)
})

test.each(['1s', '2500ms', '25h', 'hourly'])('digests every %s are not possible', (interval) => {
  expect(readConfig(['--digest-interval', interval], {})).toEqual({
    kind: 'faults',
    faults: [`--digest-interval: '${interval}' is not a time from 2s to 24h in whole seconds`],
  })
})
