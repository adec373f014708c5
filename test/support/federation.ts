import { STSClient } from '@aws-sdk/client-sts'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { policy, type Statement } from './identities.ts'
import { region, type TestServer } from './server.ts'

/** What tests of callers whom an identity provider proves have in common. */

/** A trust policy for whomever an identity provider vouches for. */
export function trustingProvider(
  arn: string,
  actions: readonly string[],
  Condition: Statement['Condition'] = {},
): string {
  return policy({ Effect: 'Allow', Action: actions, Principal: { Federated: arn }, Condition })
}

/** A client that has no keys and signs nothing. */
export function anonymousClient({ url }: TestServer): STSClient {
  return new STSClient({ region, endpoint: url, maxAttempts: 1 })
}

/** Calls without a signature do not tell their region, and so count as made to the global endpoint. */
export function eventsNamed(
  server: TestServer,
  name: string,
  inRegion = 'us-east-1',
): Promise<AuditEvent[]> {
  const attribute = { AttributeKey: 'EventName', AttributeValue: name } as const
  return server.lookup({ LookupAttributes: [attribute] }, inRegion)
}

export async function latestEvent(
  server: TestServer,
  name: string,
  inRegion?: string,
): Promise<AuditEvent> {
  const [event] = await eventsNamed(server, name, inRegion)
  if (!event) throw new Error(`there is no event ${name}`)
  return event
}
