import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import type { SecureVersion } from 'node:tls'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { region, startServer, type TestServer } from '../support/server.ts'

const folder = join(import.meta.dirname, '../support/tls')
const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]

let server: TestServer
beforeAll(async () => {
  server = await startServer({ tls: { cert, key } })
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

/** In OpenSSL's words, as AWS prints them: https://github.com/aidansteele/aws-federation-github-actions (an event of 2021). */
test.each<[SecureVersion, string]>([
  ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
  ['TLSv1.3', 'TLS_AES_128_GCM_SHA256'],
])('over %s an event tells of %s', async (maxVersion, cipherSuite) => {
  const httpsAgent = new Agent({ ca: readFileSync(cert), maxVersion, ciphers: cipherSuite })
  const { url: endpoint, keys } = server
  const config = {
    region,
    endpoint,
    credentials: keys.admin,
    requestHandler: { httpsAgent },
  }
  await new STSClient(config).send(new GetCallerIdentityCommand({}))
  const { Events = [] } = await new CloudTrailClient(config).send(
    new LookupEventsCommand({ MaxResults: 1 }),
  )
  const { tlsDetails } = JSON.parse(Events[0]?.CloudTrailEvent ?? '') as AuditEvent
  expect(tlsDetails).toEqual({
    tlsVersion: maxVersion,
    cipherSuite,
    clientProvidedHostHeader: new URL(endpoint).host,
  })
})
