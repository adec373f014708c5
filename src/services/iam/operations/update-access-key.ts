import type { UpdateAccessKeyRequest } from '@aws-sdk/client-iam'
import { putAccessKey } from '../../../identity/access-key.ts'
import type { Command } from '../../operation.ts'
import { arnOfOwner, findKey } from '../access-keys.ts'
import { validationError } from '../errors.ts'

export const updateAccessKey: Command<UpdateAccessKeyRequest, undefined> = {
  kind: 'command',
  resourceArn: arnOfOwner,
  run(input, call) {
    const key = findKey(input, call)
    const { Status: status } = input
    if (status !== 'Active' && status !== 'Inactive')
      throw validationError('The status of an access key can be set to Active or Inactive.')
    return { output: undefined, changes: [putAccessKey({ ...key, status })] }
  },
}
