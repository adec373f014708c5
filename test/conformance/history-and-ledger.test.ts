import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ListUsersCommand } from '@aws-sdk/client-iam'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteLedgerReader } from '../../src/ledger/sqlite-ledger.ts'
import { eventually } from '../support/eventually.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** Goal: a history that does not fit the ledger, because one of the two is another backup's, says so and what is missing. */
let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => rmSync(server.data, { recursive: true, force: true }))

const file = (name: string) => join(server.data, name)

/** Some calls, and the position of the last one, once the ledger has no other event left. */
async function calls(count: number): Promise<number> {
  for (let i = 0; i < count; i++) await server.clients().iam.send(new ListUsersCommand({}))
  const reader = openSqliteLedgerReader(file('ledger.sqlite'))
  const kept = await eventually(() => {
    const events = reader.read(0, Number.MAX_SAFE_INTEGER, 2)
    expect(events).toHaveLength(1)
    return events[0]?.position ?? 0
  })
  reader.close()
  return kept
}

test('a history that fits has nothing to say', async () => {
  await calls(3)
  server = await server.restarted()
  expect(server.advice).toEqual([])
  await server.close()
})

test('a history that is lost begins with what the ledger still has, and says what it lacks', async () => {
  const last = await calls(5)
  await server.house.close()
  rmSync(file('history.duckdb'))
  server = await startServer({}, server.data)
  expect(server.advice).toEqual([
    expect.stringMatching(
      new RegExp(
        `^Event history lacks events 1 to ${last - 1} of the ledger, all before 20.{17}Z: `,
      ),
    ),
  ])
  await server.close()
})

test('a history that is older than the ledger’s first event says what is missing in between', async () => {
  const first = await calls(2)
  await server.house.close()
  copyFileSync(file('history.duckdb'), file('backup'))
  server = await startServer({}, server.data)
  const last = await calls(4)
  await server.house.close()
  copyFileSync(file('backup'), file('history.duckdb'))
  server = await startServer({}, server.data)
  expect(server.advice).toEqual([
    expect.stringContaining(`lacks events ${first + 1} to ${last - 1} of the ledger`),
  ])
  await server.close()
})

test('a history that knows more than the ledger is refused', async () => {
  const last = await calls(2)
  await server.house.close()
  rmSync(file('ledger.sqlite'))
  await expect(startServer({}, server.data)).rejects.toThrow(
    `has ${last} events and the ledger only 0: they are not of the same backup.`,
  )
})
