import { join } from 'node:path'
import { SqliteLedger } from '../../src/ledger/sqlite-ledger.ts'
import { auditEvent } from './events.ts'
import { accountId, startServer, type TestServer } from './server.ts'

/** The server opened again with so many events of before, one in every second until a minute ago; returns their ids, newest first. */
export async function withPastEvents(
  server: TestServer,
  eventName: string,
  count: number,
): Promise<{ readonly server: TestServer; readonly ids: readonly string[] }> {
  await server.house.close()
  const ledger = new SqliteLedger(join(server.data, 'ledger.sqlite'))
  const firstMs = Date.now() - (count + 60) * 1000
  const ids = Array.from({ length: count }, (_, i) => `${eventName}-${i}`)
  const events = ids.map((eventID, i) => {
    const eventTime = `${new Date(firstMs + i * 1000).toISOString().slice(0, 19)}Z`
    return JSON.stringify(
      auditEvent({ eventID, eventName, eventTime, recipientAccountId: accountId }),
    )
  })
  ledger.append({ firstPosition: ledger.lastPosition + 1, events, changes: [] })
  ledger.close()
  return { server: await startServer({}, server.data), ids: ids.toReversed() }
}
