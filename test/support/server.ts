import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsRequest,
} from '@aws-sdk/client-cloudtrail'
import { GreengrassV2Client } from '@aws-sdk/client-greengrassv2'
import { IoTClient } from '@aws-sdk/client-iot'
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import { IoTJobsDataPlaneClient } from '@aws-sdk/client-iot-jobs-data-plane'
import { IAMClient } from '@aws-sdk/client-iam'
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { STSClient } from '@aws-sdk/client-sts'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import type { Clock } from '../../src/base/clock.ts'
import { putAccessKey } from '../../src/identity/access-key.ts'
import { newUser, putUser } from '../../src/identity/user.ts'
import { accounts } from '../../src/identity/account.ts'
import { type House, type HouseConfig, type Machine, openHouse } from '../../src/main.ts'
import { ledgerThread } from '../../src/platform/ledger-thread.ts'
import { systemClock, systemRandom } from '../../src/platform/system.ts'
import type { RejectedRequest } from '../../src/server/front-door.ts'
import { Ledger } from '../../src/ledger/ledger.ts'
import type { ResourceChange } from '../../src/ledger/resources.ts'
import { recordsOf } from './faulty-bucket.ts'

export const region = 'us-west-2'
export const accountId = '123456789012'

/** A user to whom nothing is allowed; there is no IAM service yet to make one with. */
const nobody = {
  accessKeyId: 'AKIAQAAAAAAANOBODY23',
  secretAccessKey: 'nobodys-secret-access-key-of-40-letters!',
}

export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Only with temporary credentials. */
  readonly sessionToken?: string
}

export interface TestServer {
  readonly house: House
  readonly data: string
  readonly url: string
  readonly bugs: readonly unknown[]
  readonly rejected: readonly RejectedRequest[]
  /** What the server advises its owner. */
  readonly advice: readonly string[]
  readonly keys: { readonly admin: Keys; readonly root: Keys; readonly nobody: Keys }
  clients(keys?: Keys, inRegion?: string): Clients
  /** A bucket into which every trail of every account may deliver. */
  makeTrailBucket(bucket: string): Promise<void>
  /** Event history, newest first, as the admin looks it up, or whoever has the keys. */
  lookup(input?: LookupEventsRequest, inRegion?: string, of?: Keys): Promise<AuditEvent[]>
  /** A topic to which every trail of every account may publish. */
  makeTrailTopic(name: string): Promise<string>
  /** Every event of every log file in a bucket. */
  logged(bucket: string): AuditEvent[]
  /** Opens the same data again, as after a restart. */
  restarted(): Promise<TestServer>
  close(): Promise<void>
}

export interface Clients {
  readonly greengrass: GreengrassV2Client
  readonly cloudtrail: CloudTrailClient
  readonly sns: SNSClient
  readonly iot: IoTClient
  readonly iotData: IoTDataPlaneClient
  readonly iotJobs: IoTJobsDataPlaneClient
  readonly sts: STSClient
  /** In path style: the test machine resolves no names of buckets. */
  readonly s3: S3Client
  readonly iam: IAMClient
}

/** The whole house on a socket of its own, in a folder of its own. */
export async function startServer(
  config: Partial<HouseConfig> = {},
  data = mkdtempSync(join(tmpdir(), 'waymark-')),
  machine: Partial<Machine> = {},
): Promise<TestServer> {
  const { clock = systemClock } = machine
  const bugs: unknown[] = []
  const rejected: RejectedRequest[] = []
  const advice: string[] = []
  const full = {
    host: '127.0.0.1',
    port: 0,
    account: accountId,
    deliveryIntervalMs: 60_000,
    digestIntervalMs: 3_600_000,
    enforcement: 'enforce' as const,
  }
  const house = await openHouse(
    { ...full, data, ...config },
    {
      clock,
      random: systemRandom,
      onFatal: (error) => bugs.push(error),
      reporter: {
        started: () => undefined,
        answered: () => undefined,
        rejected: (request) => rejected.push(request),
        bug: (error) => bugs.push(error),
        advice: (text) => advice.push(text),
        flush: () => undefined,
      },
      ...machine,
    },
  )
  const keys = { ...keysIn(join(data, 'credentials')), nobody }
  const clients = (of: Keys = keys.admin, inRegion = region) =>
    clientsOf(house.url, of, inRegion, clock)
  return {
    house,
    data,
    url: house.url,
    bugs,
    rejected,
    advice,
    keys,
    clients,
    makeTrailBucket: (bucket) => makeTrailBucket(clients().s3, bucket),
    async lookup(input = {}, inRegion = region, of = keys.admin) {
      const command = new LookupEventsCommand(input)
      const { Events = [] } = await clients(of, inRegion).cloudtrail.send(command)
      return Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent) as AuditEvent)
    },
    async makeTrailTopic(Name) {
      const Policy = JSON.stringify(trailTopicPolicy(`arn:aws:sns:${region}:${accountId}:${Name}`))
      const topic = new CreateTopicCommand({ Name, Attributes: { Policy } })
      return (await clients().sns.send(topic)).TopicArn ?? ''
    },
    logged: (bucket) => logged(join(data, 'buckets', bucket)),
    async restarted() {
      await house.close()
      return startServer(config, data, machine)
    },
    async close() {
      await house.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** A server whose data already holds the user `nobody`. */
export function startServerWithNobody(config: Partial<HouseConfig> = {}): Promise<TestServer> {
  const userId = 'AIDANOBODY00000000000'
  const createdAt = '2026-01-01T00:00:00.000Z'
  const user = newUser({ userId, userName: 'nobody', accountId, path: '/', createdAt })
  const key = { ...nobody, accountId, userId, status: 'Active' as const, createdAt }
  return startServerWith([putUser(user), putAccessKey(key)], config)
}

/** An account beside the first one, and its root user's keys. */
export const otherAccountId = '210987654321'
export const otherRoot: Keys = {
  accessKeyId: 'AKIATB4C5D6E7F2OTHER',
  secretAccessKey: 'the-root-users-other-key-of-40-letters!!',
}

export function startServerWithOtherAccount(
  config: Partial<HouseConfig> = {},
  clock: Clock = systemClock,
): Promise<TestServer> {
  const createdAt = '2026-01-01T00:00:00.000Z'
  const owner = { accountId: otherAccountId, createdAt }
  const key = { ...otherRoot, ...owner, status: 'Active' as const }
  return startServerWith([accounts.put(otherAccountId, owner), putAccessKey(key)], config, {
    clock,
  })
}

/** A server whose data already holds what no call could make: users and roles of several accounts. */
export async function startServerWith(
  changes: readonly ResourceChange[],
  config: Partial<HouseConfig> = {},
  machine: Partial<Machine> = {},
): Promise<TestServer> {
  const server = await startServer(config, undefined, machine)
  await server.house.close()
  const ledger = await Ledger.open(ledgerThread(join(server.data, 'ledger.sqlite')), (error) => {
    throw error
  })
  await ledger.commit({ events: [], changes })
  await ledger.close()
  return startServer(config, server.data, machine)
}

function clientsOf(url: string, credentials: Keys, inRegion: string, clock: Clock): Clients {
  // A server with a time of its own has clients that go by it.
  const systemClockOffset = clock.now() - Date.now()
  const config = { region: inRegion, endpoint: url, credentials, maxAttempts: 1, systemClockOffset }
  return {
    greengrass: new GreengrassV2Client(config),
    cloudtrail: new CloudTrailClient(config),
    iot: new IoTClient(config),
    iotData: new IoTDataPlaneClient(config),
    iotJobs: new IoTJobsDataPlaneClient(config),
    iam: new IAMClient(config),
    sns: new SNSClient(config),
    sts: new STSClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
  }
}

export async function makeTrailBucket(s3: S3Client, bucket: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }))
  const Policy = JSON.stringify(trailBucketPolicy(bucket))
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }))
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function trailBucketPolicy(bucket: string, folders: readonly string[] = ['*']) {
  const common = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } }
  const StringEquals = { 's3:x-amz-acl': 'bucket-owner-full-control' }
  const Resource = folders.map((folder) => `arn:aws:s3:::${bucket}/${folder}`)
  return {
    Version: '2012-10-17',
    Statement: [
      { ...common, Action: 's3:GetBucketAcl', Resource: `arn:aws:s3:::${bucket}` },
      { ...common, Action: 's3:PutObject', Resource, Condition: { StringEquals } },
    ],
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html */
export function trailTopicPolicy(topicArn: string, trailArn = '*') {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AWSCloudTrailSNSPolicy20131101',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'SNS:Publish',
        Resource: topicArn,
        Condition: { StringLike: { 'aws:SourceArn': trailArn } },
      },
    ],
  }
}

export function keysIn(credentialsFile: string): { admin: Keys; root: Keys } {
  const { default: admin, root } = profilesIn(credentialsFile)
  if (!admin || !root) throw new Error(`${credentialsFile} lacks a profile`)
  return { admin, root }
}

/** The profiles of a shared-credentials file, in its order. */
export function profilesIn(credentialsFile: string): Readonly<Record<string, Keys>> {
  const profile = /^\[(.+)\]\naws_access_key_id = (.+)\naws_secret_access_key = (.+)$/gm
  const found = readFileSync(credentialsFile, 'utf8').matchAll(profile)
  return Object.fromEntries(
    Array.from(found, ([, name = '', accessKeyId = '', secretAccessKey = '']) => [
      name,
      { accessKeyId, secretAccessKey },
    ]),
  )
}

function logged(folder: string): AuditEvent[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('/CloudTrail/') && file.endsWith('.json.gz'))
    .flatMap((file) => recordsOf(readFileSync(join(folder, file))))
}
