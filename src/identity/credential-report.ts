import { collection, type ResourceReader } from '../ledger/resources.ts'
import { accessKeysOfUser, ownerKey, useOfAccessKey } from './access-key.ts'
import { accounts, type PasswordPolicy } from './account.ts'
import { type LoginProfile, loginProfileKey, loginProfiles } from './login-profile.ts'
import { mfaDevicesOfUser } from './mfa-device.ts'
import { userArn, usersOfAccount } from './user.ts'

/** What every user of an account can sign in with, as it was at one time. */
export interface CredentialReport {
  readonly generatedAt: string
  readonly csv: string
}

/** The newest one of each account. */
export const credentialReports = collection<CredentialReport>('identity/credential-report')

/** Columns: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
const columns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
]

const NONE = 'N/A'
const KEY_COLUMNS = 5
const noCertificates = ['false', NONE, 'false', NONE]
const DAY_MS = 24 * 60 * 60 * 1000

/** The root user first, then everybody by name. */
export function credentialReportOf(
  resources: ResourceReader,
  accountId: string,
  nowMs: number,
): CredentialReport {
  const users = resources
    .find(usersOfAccount, accountId)
    .toSorted((a, b) => (a.userName < b.userName ? -1 : 1))
  const lines = [
    columns,
    rootLine(resources, accountId),
    ...users.map((user) => [
      user.userName,
      userArn(user),
      dateText(user.createdAt),
      ...passwordCells(resources, user),
      String(resources.find(mfaDevicesOfUser, `${accountId}/${user.userId}`).length > 0),
      ...keyCells(resources, user),
      ...noCertificates,
    ]),
  ]
  const csv = lines.map((cells) => cells.map(cell).join(',')).join('\n')
  return { generatedAt: new Date(nowMs).toISOString(), csv }
}

function rootLine(resources: ResourceReader, accountId: string): string[] {
  const createdAt = resources.get(accounts, accountId)?.createdAt
  return [
    '<root_account>',
    `arn:aws:iam::${accountId}:root`,
    createdAt === undefined ? NONE : dateText(createdAt),
    'not_supported',
    'no_information',
    'not_supported',
    'not_supported',
    'false',
    ...keyCells(resources, { accountId }),
    ...noCertificates,
  ]
}

function passwordCells(
  resources: ResourceReader,
  user: { readonly accountId: string; readonly userId: string },
): string[] {
  const profile = resources.get(loginProfiles, loginProfileKey(user))
  if (!profile) return ['false', NONE, NONE, NONE]
  const policy = resources.get(accounts, user.accountId)?.passwordPolicy
  return ['true', 'no_information', dateText(profile.passwordSetAt), nextRotation(profile, policy)]
}

function nextRotation(
  { passwordSetAt }: LoginProfile,
  { maxAgeDays }: Partial<PasswordPolicy> = {},
): string {
  if (maxAgeDays === undefined) return NONE
  return dateText(new Date(Date.parse(passwordSetAt) + maxAgeDays * DAY_MS).toISOString())
}

/** Two keys' worth of cells, also for those who have fewer. */
function keyCells(
  resources: ResourceReader,
  owner: { readonly accountId: string; readonly userId?: string },
): string[] {
  const cells = resources.find(accessKeysOfUser, ownerKey(owner)).flatMap((key) => {
    const use = useOfAccessKey(resources, key)
    return [
      String(key.status === 'Active'),
      dateText(key.createdAt),
      use ? dateText(use.usedAt) : NONE,
      use?.region ?? NONE,
      use?.service ?? NONE,
    ]
  })
  while (cells.length < 2 * KEY_COLUMNS) cells.push('false', NONE, NONE, NONE, NONE)
  return cells
}

/** `2026-07-20T09:15:42+00:00` */
function dateText(iso: string): string {
  return `${iso.slice(0, 19)}+00:00`
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
