import { AttachUserPolicyCommand } from '@aws-sdk/client-iam'
import { expect, test } from 'vitest'
import { waymarkModel } from '../../src/services/waymark/model.ts'
import { aUser } from '../support/identities.ts'
import { accountId, startServerWith } from '../support/server.ts'
import { callWaymark } from '../support/waymark.ts'

/** Enough of whatever an operation asks for. */
const input = { field: 'errorCode', eventId: 'an-event' }

test('each of AWS’s read-only policies lets a colleague search in the console', async () => {
  const policies = [
    'ReadOnlyAccess',
    'job-function/ViewOnlyAccess',
    'SecurityAudit',
    'AWSCloudTrail_ReadOnlyAccess',
  ]
  const colleagues = policies.map((_, i) => aUser({ accountId, userName: `colleague-${i}` }))
  const nobody = aUser({ accountId, userName: 'nobody' })
  const all = [...colleagues, nobody]
  const server = await startServerWith(all.flatMap(({ changes }) => changes))
  for (const [i, name] of policies.entries()) {
    const PolicyArn = `arn:aws:iam::aws:policy/${name}`
    const attach = new AttachUserPolicyCommand({ UserName: `colleague-${i}`, PolicyArn })
    await server.clients().iam.send(attach)
  }
  const operations = Object.keys(waymarkModel.operations)
  for (const { keys, user } of all) {
    const codes = operations.map(
      async (operation) => (await callWaymark(server, operation, input, keys)).errorCode,
    )
    const denied = (await Promise.all(codes)).filter((code) => code === 'AccessDeniedException')
    expect(denied, user.userName).toHaveLength(user === nobody.user ? operations.length : 0)
  }
  expect(server.bugs).toEqual([])
  await server.close()
})
