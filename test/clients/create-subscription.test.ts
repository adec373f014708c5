import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  accountId,
  region,
  startServer,
  trailBucketPolicy,
  trailTopicPolicy,
  type TestServer,
} from '../support/server.ts'
import { type PythonClients, pythonClients } from './python-clients.ts'

const run = promisify(execFile)

let clients: PythonClients | undefined
let server: TestServer
let folder: string
beforeAll(async () => {
  clients = await pythonClients()
  server = await startServer()
  folder = mkdtempSync(join(tmpdir(), 'subscription-'))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
  rmSync(folder, { recursive: true })
})

test('the AWS CLI makes a trail with its bucket and its topic in one command', async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  const topicArn = `arn:aws:sns:${region}:${accountId}:cli-topic`
  writeFileSync(join(folder, 's3.json'), JSON.stringify(trailBucketPolicy('cli-logs')))
  writeFileSync(join(folder, 'sns.json'), JSON.stringify(trailTopicPolicy(topicArn)))
  const command =
    'cloudtrail create-subscription --name cli ' +
    '--s3-new-bucket cli-logs --s3-custom-policy file://s3.json ' +
    '--sns-new-topic cli-topic --sns-custom-policy file://sns.json'
  const { stdout } = await run(join(clients.bin, 'aws'), command.split(' '), {
    cwd: folder,
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: server.url,
      AWS_SHARED_CREDENTIALS_FILE: join(server.data, 'credentials'),
      AWS_DEFAULT_REGION: region,
    },
  })
  expect(stdout).toContain('Logs will be delivered to cli-logs:')
  const { cloudtrail } = server.clients()
  const { trailList } = await cloudtrail.send(new DescribeTrailsCommand({}))
  expect(trailList).toMatchObject([
    { Name: 'cli', S3BucketName: 'cli-logs', SnsTopicARN: topicArn },
  ])
  expect((await cloudtrail.send(new GetTrailStatusCommand({ Name: 'cli' }))).IsLogging).toBe(true)
})
