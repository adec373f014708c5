import type { LoginProfile as LoginProfileOutput } from '@aws-sdk/client-iam'
import {
  EARLIER_PASSWORDS_MAX,
  hashPassword,
  isPassword,
  type LoginProfile,
  loginProfileKey,
  loginProfiles,
} from '../../identity/login-profile.ts'
import { arnOf } from '../../identity/principals.ts'
import type { User } from '../../identity/user.ts'
import type { Call } from '../operation.ts'
import { noSuchEntity } from './errors.ts'
import { type NamesUser, userKind } from './users.ts'
import { checkPassword, passwordPolicyOf, violation } from './password-rules.ts'

export type ProfileOwner = Pick<User, 'accountId' | 'userId' | 'userName'>

/**
 * The user that the caller names, or by not naming one the caller. The root user has no name: its password, kept under the
 * account's id, is root's alone to make and delete.
 */
export const profileOwnerKind = {
  arn: (input: NamesUser, call: Call) =>
    isOwnOfRoot(input, call) ? arnOf(call.principal) : userKind.arn(input, call),
  find(input: NamesUser, call: Call): ProfileOwner {
    const { accountId } = call
    if (isOwnOfRoot(input, call)) return { accountId, userId: accountId, userName: 'root' }
    return userKind.find(input, call)
  },
}

function isOwnOfRoot({ UserName }: NamesUser, { principal }: Call): boolean {
  return UserName === undefined && principal.kind === 'root'
}

export function findLoginProfile(user: ProfileOwner, call: Call): LoginProfile {
  const profile = call.resources.get(loginProfiles, loginProfileKey(user))
  if (!profile) throw noSuchEntity(`Login Profile for User ${user.userName} cannot be found.`)
  return profile
}

/** The profile with another password. Throws PasswordPolicyViolation. */
export async function withPassword(
  profile: LoginProfile,
  password: string,
  call: Pick<Call, 'resources' | 'accountId' | 'nowMs' | 'random'>,
): Promise<LoginProfile> {
  checkPassword(password, call)
  const { salt, hash } = profile
  const earlier = [{ salt, hash }, ...profile.earlier].slice(0, EARLIER_PASSWORDS_MAX)
  const remembered = earlier.slice(0, passwordPolicyOf(call)?.reusePrevention ?? 0)
  for (const one of remembered) if (await isPassword(password, one)) throw violation()
  const hashed = await hashPassword(password, (count) => call.random.bytes(count))
  const passwordSetAt = new Date(call.nowMs).toISOString()
  return { ...profile, ...hashed, passwordSetAt, isResetRequired: false, earlier }
}

/** Another call may have come in while a password was being hashed: the profile must still be the one it was. */
export function checkUnchanged(before: LoginProfile, user: ProfileOwner, call: Call): void {
  if (findLoginProfile(user, call).passwordSetAt !== before.passwordSetAt)
    throw noSuchEntity(`Login Profile for User ${user.userName} cannot be found.`)
}

export function loginProfileOutput(profile: LoginProfile, user: ProfileOwner): LoginProfileOutput {
  return {
    UserName: user.userName,
    CreateDate: new Date(profile.createdAt),
    PasswordResetRequired: profile.isResetRequired,
  }
}
