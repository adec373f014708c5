import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { Agent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  CloudTrailClient,
  CreateTrailCommand,
  LookupEventsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { S3Client } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { recordsOf } from '../support/faulty-bucket.ts'
import { accountOfAccessKeyId } from '../../src/identity/identifiers.ts'
import { keysIn, makeTrailBucket, profilesIn, region, startServer } from '../support/server.ts'
import { runToEnd, startProcess } from '../support/server-process.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'start-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test('the first start makes an account with keys for a user and for root, and says where', async () => {
  const server = await startProcess(['--data', data, '--account', '210987654321'])
  expect(server.ready).toEqual({
    type: 'ready',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    console: `${server.url}/console/`,
    data,
    account: '210987654321',
    credentials: join(data, 'credentials'),
  })
  expect(statSync(server.credentials).mode & 0o777).toBe(0o600)
  const { admin, root } = keysIn(server.credentials)
  for (const [keys, arn] of [
    [admin, 'arn:aws:iam::210987654321:user/admin'],
    [root, 'arn:aws:iam::210987654321:root'],
  ] as const) {
    expect(accountOfAccessKeyId(keys.accessKeyId)).toBe('210987654321')
    const sts = new STSClient({ region, endpoint: server.url, credentials: keys })
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '210987654321',
      Arn: arn,
    })
  }
  expect(await server.terminate()).toBe(0)
  expect(server.lines.join('\n')).not.toContain(admin.secretAccessKey)
  expect(server.lines.join('\n')).not.toContain('#/link/')
  const call = JSON.parse(server.lines.at(-1) ?? '') as object
  expect(call).toMatchObject({ type: 'call', who: 'root', eventName: 'GetCallerIdentity' })
})

test('SIGTERM delivers what is due and exits 0, and a later start goes on', async () => {
  const first = await startProcess(['--data', data, '--delivery-interval', '1h'])
  const credentials = keysIn(first.credentials).admin
  const cloudtrail = new CloudTrailClient({ region, endpoint: first.url, credentials })
  const s3 = new S3Client({ region, endpoint: first.url, credentials, forcePathStyle: true })
  await makeTrailBucket(s3, 'bucket')
  await cloudtrail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: 'bucket' }))
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  expect(await first.terminate()).toBe(0)
  const files = readdirSync(join(data, 'buckets'), { recursive: true, encoding: 'utf8' })
  const file = files.find((name) => name.endsWith('.json.gz')) ?? ''
  expect(
    recordsOf(readFileSync(join(data, 'buckets', file))).map(({ eventName }) => eventName),
  ).toEqual(['StartLogging'])

  const second = await startProcess(['--data', data])
  const again = new CloudTrailClient({ region, endpoint: second.url, credentials })
  const { Events = [] } = await again.send(new LookupEventsCommand({}))
  expect(Events.map(({ EventName }) => EventName)).toEqual([
    'GetBucketAcl',
    'StartLogging',
    'CreateTrail',
    'PutBucketPolicy',
    'CreateBucket',
  ])
  await second.terminate()
})

test('a file of accounts makes them all, once, with keys for everybody', async () => {
  const file = join(data, 'accounts.yaml')
  writeFileSync(
    file,
    `accounts:
      - id: "111122223333"
        users: [{name: alice, policies: [AdministratorAccess]}, {name: bob, accessKeys: 2}]
      - {id: "444455556666", users: [{name: carol}]}`,
  )
  const kept = join(data, 'kept')
  const first = await startProcess(['--data', kept, '--accounts', file])
  expect(first.ready['account']).toBe('111122223333')
  const profiles = profilesIn(first.credentials)
  expect(Object.keys(profiles)).toEqual([
    'default',
    'root',
    'root@111122223333',
    'alice@111122223333',
    'bob@111122223333',
    'bob@111122223333-2',
    'root@444455556666',
    'carol@444455556666',
  ])
  const sts = new STSClient({
    region,
    endpoint: first.url,
    credentials: profiles['carol@444455556666'] ?? { accessKeyId: '', secretAccessKey: '' },
  })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  expect(Arn).toBe('arn:aws:iam::444455556666:user/carol')
  await first.terminate()

  const made = readFileSync(first.credentials, 'utf8')
  const second = await startProcess(['--data', kept, '--accounts', file])
  expect(readFileSync(second.credentials, 'utf8')).toBe(made)
  await second.terminate()
})

test('a file of accounts with faults makes nothing', async () => {
  const file = join(data, 'accounts.yaml')
  writeFileSync(
    file,
    'accounts: [{id: "111122223333", users: [{name: "a b"}, {name: a, groups: [b]}]}]',
  )
  const kept = join(data, 'kept')
  expect(await runToEnd(['--data', kept, '--accounts', file])).toEqual({
    code: 2,
    stdout: '',
    stderr: '--accounts: accounts[0].users[0].name: is not a name that IAM takes\nTry --help.\n',
  })
  expect(existsSync(kept)).toBe(false)
})

test('wrong flags are named all at once, with exit code 2', async () => {
  const { code, stderr } = await runToEnd(['--port', 'x', '--size', 'big'], {
    WAYMARK_ACCOUNT: '7',
  })
  expect(code).toBe(2)
  expect(stderr).toBe(
    "--size: is not a flag of this server\n--port: 'x' is not a port number\nWAYMARK_ACCOUNT: '7' is not a 12-digit account id\nTry --help.\n",
  )
})

test('a second process on the same data is turned away', async () => {
  const first = await startProcess(['--data', data])
  const second = await runToEnd(['--data', data, '--port', '0'])
  expect(second).toEqual({
    code: 1,
    stdout: '',
    stderr: `Another process is using the data directory ${data}.\n`,
  })
  await first.kill()
  const third = await startProcess(['--data', data])
  await third.terminate()
})

test.each([
  ['a ledger that is none', 'ledger.sqlite', 'file is not a database'],
  ['a history that is none', 'history.duckdb', ''],
])('%s ends the start with one sentence', async (_name, file, reason) => {
  writeFileSync(
    join(data, file),
    'not a database at all, and for long enough to be sure. '.repeat(200),
  )
  const { code, stderr } = await runToEnd(['--data', data, '--port', '0'])
  expect(code).toBe(1)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toContain(join(data, file))
  expect(stderr).toContain(reason)
})

test('a data directory that cannot be one, another account, a newer ledger: one sentence each', async () => {
  writeFileSync(join(data, 'file'), '')
  const unusable = await runToEnd(['--data', join(data, 'file', 'x'), '--port', '0'])
  expect([unusable.code, unusable.stderr]).toEqual([1, expect.stringContaining('cannot be used')])

  await (await startProcess(['--data', data])).terminate()
  const other = await runToEnd(['--data', data, '--port', '0', '--account', '000000000001'])
  expect([other.code, other.stderr]).toEqual([
    1,
    'The data belongs to account 123456789012, not to 000000000001.\n',
  ])

  const ledger = new DatabaseSync(join(data, 'ledger.sqlite'))
  ledger.exec('pragma user_version = 99')
  ledger.close()
  const newer = await runToEnd(['--data', data, '--port', '0'])
  expect([newer.code, newer.stderr]).toEqual([1, expect.stringContaining('newer version')])
})

test('serves TLS, and an event tells what is true of the connection', async () => {
  // Valid for a hundred years, for nobody but these tests.
  const folder = join(import.meta.dirname, '../support/tls')
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const server = await startServer({ tls: { cert, key } }, join(data, 'kept'))
  const config = {
    region,
    endpoint: server.url,
    credentials: server.keys.admin,
    requestHandler: { httpsAgent: new Agent({ ca: readFileSync(cert) }) },
  }
  await new STSClient(config).send(new GetCallerIdentityCommand({}))
  const { Events = [] } = await new CloudTrailClient(config).send(new LookupEventsCommand({}))
  const event = JSON.parse(Events[0]?.CloudTrailEvent ?? '') as AuditEvent
  expect(event.tlsDetails).toEqual({
    tlsVersion: 'TLSv1.3',
    cipherSuite: expect.stringMatching(/^TLS_/) as string,
    clientProvidedHostHeader: new URL(server.url).host,
  })
  await server.close()
})
