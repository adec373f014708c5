import { AttachUserPolicyCommand } from '@aws-sdk/client-iam'
import { expect, test } from 'vitest'
import { waymarkModel } from '../../src/services/waymark/model.ts'
import { aUser } from '../support/identities.ts'
import { accountId, startServerWith } from '../support/server.ts'
import { callWaymark } from '../support/waymark.ts'

/** Enough of whatever an operation asks for. */
const input = { field: 'errorCode', eventId: 'an-event' }

test('a policy beside AWS’s own lets a read-only colleague search, and see why calls were denied', async () => {
  const colleague = aUser({ accountId, userName: 'colleague' })
  const server = await startServerWith(colleague.changes)
  const attach = (name: string) =>
    server.clients().iam.send(
      new AttachUserPolicyCommand({
        UserName: 'colleague',
        PolicyArn: `arn:aws:iam::aws:policy/${name}`,
      }),
    )
  const denied = async () => {
    const codes = Object.keys(waymarkModel.operations).map(async (operation) => {
      const { errorCode } = await callWaymark(server, operation, input, colleague.keys)
      return errorCode === 'AccessDeniedException' ? operation : []
    })
    return (await Promise.all(codes)).flat()
  }
  await attach('ReadOnlyAccess')
  expect(await denied()).toEqual(Object.keys(waymarkModel.operations))
  await attach('WaymarkReadOnlyAccess')
  expect(await denied()).toEqual([])
  await server.close()
})
