import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { allow, aRole, aUser, trusting } from '../support/identities.ts'
import { accountId, startServerWith, type TestServer } from '../support/server.ts'
import { assume } from '../support/sessions.ts'

/**
 * Goal: whoever reads the events alone finds the person behind a call at the end of a chain of roles, over accounts.
 * Method: alice assumes a role, that one a second, that one a third in another account, which makes a call. From the event
 * of that call we go back: the session's key is in the response of the AssumeRole that made it, and who made that call is
 * in its identity.
 */

const otherAccount = '999988887777'
const alice = aUser({ accountId, userName: 'alice' }, allow('sts:*'))
const first = aRole(
  { accountId, roleName: 'First', trustPolicy: trusting(alice.arn) },
  allow('sts:*'),
)
const second = aRole(
  { accountId, roleName: 'Second', trustPolicy: trusting(first.arn) },
  allow('sts:*'),
)
const third = aRole(
  { accountId: otherAccount, roleName: 'Third', trustPolicy: trusting(second.arn) },
  allow('*'),
)

let server: TestServer
beforeAll(async () => {
  const things = [alice, first, second, third]
  server = await startServerWith(things.flatMap(({ changes }) => changes))
})
afterAll(() => server.close())

interface AssumeRoleEvent extends AuditEvent {
  readonly responseElements: { readonly credentials: { readonly accessKeyId: string } } | null
}

/** The event of the AssumeRole that gave out a key: in the account of the key, or shared with it. */
function originOf(accessKeyId: string, events: readonly AuditEvent[]): AuditEvent | undefined {
  const made = events.find(
    (event) =>
      event.eventName === 'AssumeRole' &&
      (event as AssumeRoleEvent).responseElements?.credentials.accessKeyId === accessKeyId,
  )
  if (made?.userIdentity.type !== 'AWSAccount') return made
  return events.find(
    ({ sharedEventID, userIdentity }) =>
      sharedEventID === made.sharedEventID && userIdentity.type !== 'AWSAccount',
  )
}

test('a call at the end of a chain of three is followed back to the user who began it', async () => {
  const keys = await assume(server.clients(alice.keys).sts, first.arn, { SourceIdentity: 'alice' })
  const keys2 = await assume(server.clients(keys).sts, second.arn)
  const keys3 = await assume(server.clients(keys2).sts, third.arn)
  await server.clients(keys3).greengrass.send(new ListDeploymentsCommand({}))

  const events = [...(await server.lookup({}, undefined, keys3)), ...(await server.lookup())]
  const last = events.find(({ eventName }) => eventName === 'ListDeployments')
  const chain: AuditEvent[] = []
  for (let event = last; event; event = originOf(event.userIdentity.accessKeyId ?? '', events))
    chain.push(event)

  expect(chain.map(({ userIdentity: { arn } }) => arn)).toEqual([
    `arn:aws:sts::${otherAccount}:assumed-role/Third/session`,
    `arn:aws:sts::${accountId}:assumed-role/Second/session`,
    `arn:aws:sts::${accountId}:assumed-role/First/session`,
    alice.arn,
  ])
  expect(chain[0]?.recipientAccountId).toBe(otherAccount)
  expect(last?.userIdentity.sessionContext?.sourceIdentity).toBe('alice')
  expect(server.bugs).toEqual([])
})
