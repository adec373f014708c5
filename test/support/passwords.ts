import { hashPassword, loginProfileKey, loginProfiles } from '../../src/identity/login-profile.ts'
import type { LoginProfile } from '../../src/identity/login-profile.ts'
import type { ResourceChange } from '../../src/ledger/resources.ts'
import { systemRandom } from '../../src/platform/system.ts'
import { createdAt } from './identities.ts'

export const PASSWORD = 'Correct-Horse-1'

/** A password as it lies in the ledger. The root user's is under the account's id. */
export async function aPassword(
  owner: Pick<LoginProfile, 'accountId' | 'userId'>,
  members: Partial<LoginProfile> = {},
): Promise<ResourceChange> {
  const profile: LoginProfile = {
    accountId: owner.accountId,
    userId: owner.userId,
    createdAt,
    passwordSetAt: createdAt,
    isResetRequired: false,
    earlier: [],
    ...(await hashPassword(PASSWORD, (count) => systemRandom.bytes(count))),
    ...members,
  }
  return loginProfiles.put(loginProfileKey(profile), profile)
}
