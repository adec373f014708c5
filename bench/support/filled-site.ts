import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateLoginProfileCommand, IAMClient } from '@aws-sdk/client-iam'
import { type Keys, keysIn } from '../../test/support/server.ts'
import { type ServerProcess, startProcess } from '../../test/support/server-process.ts'
import { fillLedger } from './filled-ledger.ts'
import { SignedLookups } from './signed-lookups.ts'

export const PASSWORD = 'Correct-Horse-1'
const region = 'us-west-2'

/** A server with events of 80 days, all in its history, whose administrator can sign in. */
export interface FilledSite {
  readonly server: ServerProcess
  readonly keys: Keys
  close(): Promise<void>
}

export async function filledSite(count: number): Promise<FilledSite> {
  const data = mkdtempSync(join(tmpdir(), 'bench-site-'))
  const empty = await startProcess(['--data', data])
  await empty.terminate()
  fillLedger(join(data, 'ledger.sqlite'), count)
  const server = await startProcess(['--data', data])
  const { admin: keys } = keysIn(server.credentials)
  // A lookup waits until everything before it is there to be found.
  await new SignedLookups(server, region).find({ key: 'EventId', value: 'none' })
  const iam = new IAMClient({ endpoint: server.url, region, credentials: keys })
  await iam.send(new CreateLoginProfileCommand({ UserName: 'admin', Password: PASSWORD }))
  return {
    server,
    keys,
    async close() {
      await server.terminate()
      rmSync(data, { recursive: true })
    },
  }
}
