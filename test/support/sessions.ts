import {
  AssumeRoleCommand,
  type AssumeRoleRequest,
  type Credentials,
  type STSClient,
} from '@aws-sdk/client-sts'
import type { Session } from '../../src/identity/session.ts'
import { Resources, type ResourceChange } from '../../src/ledger/resources.ts'
import { systemClock, systemRandom } from '../../src/platform/system.ts'
import { issueSession } from '../../src/services/sts/issue-session.ts'
import type { Keys } from './server.ts'

/** The credentials of an answer, as SDK clients take them. */
export function keysOf(credentials: Credentials | undefined): Keys {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials ?? {}
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

export async function assume(
  sts: STSClient,
  roleArn: string,
  request: Partial<AssumeRoleRequest> = {},
): Promise<Keys> {
  const input = { RoleArn: roleArn, RoleSessionName: 'session', ...request }
  return keysOf((await sts.send(new AssumeRoleCommand(input))).Credentials)
}

/** Sessions that no operation gives out yet: of the console, of identity providers, out of date. */
export function sessionsWith(
  ...sessions: readonly (Pick<Session, 'subject'> & Partial<Session>)[]
): { readonly changes: readonly ResourceChange[]; readonly keys: readonly Keys[] } {
  const resources = new Resources()
  const changes: ResourceChange[] = []
  const keys = sessions.map(({ issuedMs: nowMs = systemClock.now(), ...session }) => {
    const facts = { tags: [], transitiveTagKeys: [], ...session }
    const issued = issueSession(facts, 3600, { nowMs, resources, random: systemRandom })
    resources.apply(issued.changes)
    changes.push(...issued.changes)
    return keysOf(issued.credentials)
  })
  return { changes, keys }
}
