import type { CreateAccessKeyRequest, CreateAccessKeyResponse } from '@aws-sdk/client-iam'
import {
  type AccessKey,
  accessKeysOfUser,
  ownerKey,
  putAccessKey,
} from '../../../identity/access-key.ts'
import { newAccessKeyId, newSecretAccessKey } from '../../../identity/identifiers.ts'
import type { Command } from '../../operation.ts'
import { arnOfOwner, findOwner, keySummary } from '../access-keys.ts'
import { checkQuota } from '../errors.ts'
import { quotas } from '../quotas.ts'

/** The only answer that ever shows the secret. */
export const createAccessKey: Command<CreateAccessKeyRequest, CreateAccessKeyResponse> = {
  kind: 'command',
  resourceArn: arnOfOwner,
  run(input, call) {
    const owner = findOwner(input, call)
    const existing = call.resources.find(accessKeysOfUser, ownerKey(owner))
    checkQuota('AccessKeysPerUser', quotas.accessKeysPerUser, existing.length)
    const key: AccessKey = {
      accessKeyId: newAccessKeyId(call.accountId, call.random),
      secretAccessKey: newSecretAccessKey(call.random),
      accountId: call.accountId,
      ...(owner.userId === undefined ? {} : { userId: owner.userId }),
      status: 'Active',
      createdAt: new Date(call.nowMs).toISOString(),
    }
    const { UserName, AccessKeyId, Status, CreateDate } = keySummary(key, owner)
    const { secretAccessKey: SecretAccessKey } = key
    return {
      output: { AccessKey: { UserName, AccessKeyId, Status, SecretAccessKey, CreateDate } },
      changes: [putAccessKey(key)],
    }
  },
}
