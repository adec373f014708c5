import type { DeleteAccessKeyRequest } from '@aws-sdk/client-iam'
import { deleteAccessKey as remove } from '../../../identity/access-key.ts'
import type { Command } from '../../operation.ts'
import { arnOfOwner, findKey } from '../access-keys.ts'

export const deleteAccessKey: Command<DeleteAccessKeyRequest, undefined> = {
  kind: 'command',
  resourceArn: arnOfOwner,
  run: (input, call) => ({ output: undefined, changes: remove(findKey(input, call)) }),
}
