import { join } from 'node:path'
import { CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { openSqliteLedgerReader } from '../../src/ledger/sqlite-ledger.ts'
import { startServerWith, type TestServer } from './server.ts'

const DAY_MS = 86_400_000

/** A server whose ledger keeps its events, because a trail that is never due has not had them. */
export async function startKeepingServer(
  changes: Parameters<typeof startServerWith>[0] = [],
): Promise<TestServer> {
  const server = await startServerWith(changes, { deliveryIntervalMs: DAY_MS })
  const { cloudtrail } = server.clients()
  await server.makeTrailBucket('never-delivered')
  await cloudtrail.send(new CreateTrailCommand({ Name: 'never', S3BucketName: 'never-delivered' }))
  await cloudtrail.send(new StartLoggingCommand({ Name: 'never' }))
  return server
}

/** The events of each step, data events too, which no lookup shows: a call has those that are new since the one before. */
export function recordedEvents(server: () => TestServer): () => AuditEvent[] {
  let seen = 0
  return () => {
    const reader = openSqliteLedgerReader(join(server().data, 'ledger.sqlite'))
    const events = reader.read(seen, Number.MAX_SAFE_INTEGER, 100_000)
    reader.close()
    seen = events.at(-1)?.position ?? seen
    return events.map(({ json }) => JSON.parse(json) as AuditEvent)
  }
}
