import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
import { accounts, accountsOfAlias } from './account.ts'
import {
  isPassword,
  type LoginProfile,
  loginProfileKey,
  loginProfiles,
  type PasswordHash,
} from './login-profile.ts'
import { acceptCode, type MfaDevice, mfaDevicesOfUser, putMfaDevice } from './mfa-device.ts'
import { type User, userOf } from './user.ts'

/** Who may sign in to the console: https://docs.aws.amazon.com/IAM/latest/UserGuide/console.html */

/** As a person typed it. */
export interface SignInForm {
  /** The id of an account, or its alias. */
  readonly account: string
  /** Absent for the root user. */
  readonly userName?: string
  readonly password: string
  readonly mfaCode?: string
}

/** Who signs in. */
export interface ConsoleUser {
  readonly accountId: string
  /** Absent for the root user. */
  readonly user?: User
}

export type SignInOutcome =
  /** Nobody's account: there is nobody whose event it could be. */
  | { readonly kind: 'no-account' }
  | { readonly kind: 'no-user'; readonly accountId: string }
  | { readonly kind: 'failed'; readonly who: ConsoleUser; readonly device?: MfaDevice }
  /** The password is right, and a code is missing. */
  | { readonly kind: 'mfa-required'; readonly who: ConsoleUser; readonly device: MfaDevice }
  /** All of it is right, but the password has to be changed first. */
  | {
      readonly kind: 'password-expired'
      readonly profile: LoginProfile
      readonly signedIn: SignedIn
    }
  | SignedIn

export interface SignedIn {
  readonly kind: 'signed-in'
  readonly who: ConsoleUser
  readonly passwordSetAt?: string
  readonly device?: MfaDevice
  /** To be committed with the event: a code is good for one time only. */
  readonly changes: readonly ResourceChange[]
}

/** What is known of a password once it was compared, which takes a while: the profile may have changed meanwhile. */
export interface ComparedPassword {
  readonly isRight: boolean
  /** The profile's that it was compared with; undefined when there was none. */
  readonly passwordSetAt: string | undefined
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Of no password. Compared with where there is none, so that how long it takes does not tell who exists. */
const NOBODYS: PasswordHash = {
  salt: 'b2YgdXNlIHRvIG5vYm9keQ==',
  hash: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
}

export async function comparePassword(
  form: SignInForm,
  resources: ResourceReader,
): Promise<ComparedPassword> {
  const profile = profileNamed(form, resources)
  const isRight = await isPassword(form.password, profile ?? NOBODYS)
  return { isRight: isRight && profile !== undefined, passwordSetAt: profile?.passwordSetAt }
}

/** Decides without I/O, so that nothing comes between the decision and its commit. */
export function decideSignIn(
  form: SignInForm,
  { isRight, passwordSetAt }: ComparedPassword,
  resources: ResourceReader,
  nowMs: number,
): SignInOutcome {
  const accountId = accountIdNamed(form.account, resources)
  if (accountId === undefined) return { kind: 'no-account' }
  const who = consoleUserNamed(form, accountId, resources)
  if (!who) return { kind: 'no-user', accountId }
  const profile = profileOf(who, resources)
  if (!isRight || !profile || profile.passwordSetAt !== passwordSetAt)
    return { kind: 'failed', who }
  const [device, ...others] = devicesOf(who, resources)
  if (device && form.mfaCode === undefined) return { kind: 'mfa-required', who, device }
  const accepted = device && acceptedDevice([device, ...others], form.mfaCode ?? '', nowMs)
  if (device && !accepted) return { kind: 'failed', who, device }
  const signedIn: SignedIn = {
    kind: 'signed-in',
    who,
    passwordSetAt: profile.passwordSetAt,
    ...(accepted ? { device: accepted } : {}),
    changes: accepted ? [putMfaDevice(accepted)] : [],
  }
  switch (ageOf(profile, resources, nowMs)) {
    case 'good':
      return signedIn
    case 'to-be-changed':
      return { kind: 'password-expired', profile, signedIn }
    case 'past':
      return { kind: 'failed', who }
  }
}

export function devicesOf({ accountId, user }: ConsoleUser, resources: ResourceReader) {
  return resources.find(mfaDevicesOfUser, `${accountId}/${user?.userId ?? accountId}`)
}

function profileNamed(form: SignInForm, resources: ResourceReader): LoginProfile | undefined {
  const accountId = accountIdNamed(form.account, resources)
  const who = accountId === undefined ? undefined : consoleUserNamed(form, accountId, resources)
  return who && profileOf(who, resources)
}

/** The id of the account that is called so, by its id or its alias. */
export function accountIdNamed(account: string, resources: ResourceReader): string | undefined {
  if (resources.get(accounts, account)) return account
  return account === '' ? undefined : resources.find(accountsOfAlias, account)[0]?.accountId
}

function consoleUserNamed(
  { userName }: SignInForm,
  accountId: string,
  resources: ResourceReader,
): ConsoleUser | undefined {
  if (userName === undefined) return { accountId }
  const user = userOf(resources, accountId, userName)
  return user && { accountId, user }
}

/** The root user's is kept under the account's id in the place of a user's. */
function profileOf({ accountId, user }: ConsoleUser, resources: ResourceReader) {
  const owner = { accountId, userId: user?.userId ?? accountId }
  return resources.get(loginProfiles, loginProfileKey(owner))
}

function acceptedDevice(devices: readonly MfaDevice[], code: string, nowMs: number) {
  for (const device of devices) {
    const accepted = acceptCode(device, code, nowMs)
    if (accepted) return accepted
  }
  return undefined
}

/** `past` where the account's policy leaves it to an administrator to set a new one. */
function ageOf(
  { accountId, isResetRequired, passwordSetAt }: LoginProfile,
  resources: ResourceReader,
  nowMs: number,
): 'good' | 'to-be-changed' | 'past' {
  const { maxAgeDays, hardExpiry } = resources.get(accounts, accountId)?.passwordPolicy ?? {}
  const isTooOld =
    maxAgeDays !== undefined && nowMs - Date.parse(passwordSetAt) > maxAgeDays * DAY_MS
  if (isTooOld) return hardExpiry ? 'past' : 'to-be-changed'
  return isResetRequired ? 'to-be-changed' : 'good'
}
