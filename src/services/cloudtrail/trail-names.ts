import {
  isSeenIn,
  type Trail,
  trailArn,
  trailKey,
  trails,
  trailsSeenBy,
} from '../../trails/trail.ts'
import type { ServiceError } from '../../wire/service-error.ts'
import type { Call } from '../operation.ts'
import { cloudTrailError, trailNotFound } from './errors.ts'
import { notManagementAccount } from './organization.ts'

const NAME_LENGTH_MIN = 3
const NAME_LENGTH_MAX = 128

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
export function checkTrailName(name: string): void {
  const length = `Specified name length: ${name.length} characters.`
  if (name.length < NAME_LENGTH_MIN)
    throw invalidName(
      `Trail name too short. Minimum allowed length: ${NAME_LENGTH_MIN} characters. ${length}`,
    )
  if (name.length > NAME_LENGTH_MAX)
    throw invalidName(
      `Trail name too long. Maximum allowed length: ${NAME_LENGTH_MAX} characters. ${length}`,
    )
  if (!/^[A-Za-z0-9]/.test(name))
    throw invalidName('Trail name must starts with a letter or number.')
  if (!/[A-Za-z0-9]$/.test(name)) throw invalidName('Trail name must ends with a letter or number.')
  checkCharacters(name)
  if (/[._-]{2}/.test(name))
    throw invalidName(
      'Trail name or ARN cannot have adjacent periods (.), hyphens (-), or underscores (_).',
    )
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name))
    throw invalidName('Trail name cannot be in IP address format.')
}

/** The trail's ARN for a name or an ARN, whether or not there is such a trail. */
export function arnFor(nameOrArn: string, call: Call): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : trailArn(call.accountId, call.region, nameOrArn)
}

/**
 * The trail of an ARN, as far as the caller sees it in the region of the call, or the trail of that name at home there.
 * Throws for what can be neither a name nor an ARN.
 */
export function findTrail(nameOrArn: string, call: Call): Trail | undefined {
  const trail = trailOf(nameOrArn, call)
  return trail && isSeenIn(trail, call.region) ? trail : undefined
}

/** The trails that the caller sees in the region of the call, replicas and the organization's included. */
export function trailsHere(call: Call): readonly Trail[] {
  return trailsSeenBy(call.resources, call.accountId).filter((trail) =>
    isSeenIn(trail, call.region),
  )
}

/** @param notFound what AWS names an unknown trail by: its ARN, or for some operations the caller's own words */
export function existingTrail(nameOrArn: string, call: Call, notFound = arnFor(nameOrArn, call)) {
  const trail = findTrail(nameOrArn, call)
  if (!trail) throw trailNotFound(notFound, call.accountId)
  return trail
}

/** For writes: the trail must be the caller's own, and at home in the region of the call. Throws as AWS does. */
export function trailToChange(
  nameOrArn: string,
  call: Call,
  notFound = arnFor(nameOrArn, call),
): Trail {
  const trail = trailOf(nameOrArn, call)
  if (!trail) throw trailNotFound(notFound, call.accountId)
  if (trail.accountId !== call.accountId) throw notManagementAccount()
  if (trail.homeRegion !== call.region)
    throw cloudTrailError(
      'InvalidHomeRegionException',
      `The trail ${trail.name} can only be changed in its home region ${trail.homeRegion}.`,
    )
  return trail
}

export interface ArnParts {
  readonly accountId: string
  readonly region: string
  readonly type: string
  readonly name: string
}

/**
 * The parts of any ARN of CloudTrail's; undefined for anything else. Other partitions are elsewhere: were their ARNs another
 * spelling of the same trail, a policy that names it could be walked around.
 */
export function arnParts(arn: string): ArnParts | undefined {
  const match = /^arn:aws:cloudtrail:([a-z0-9-]+):(\d{12}):([a-z]+)\/([A-Za-z0-9._-]+)$/.exec(arn)
  const [, region = '', accountId = '', type = '', name = ''] = match ?? []
  return match ? { region, accountId, type, name } : undefined
}

export function invalidArn(arn: string): ServiceError {
  return cloudTrailError('CloudTrailARNInvalidException', `Invalid trail ARN: ${arn.slice(0, 512)}`)
}

function trailOf(nameOrArn: string, call: Call): Trail | undefined {
  if (nameOrArn.startsWith('arn:')) {
    const parts = arnParts(nameOrArn)
    if (parts?.type !== 'trail') throw invalidArn(nameOrArn)
    const key = trailKey(parts.accountId, parts.region, parts.name)
    const trail = call.resources.get(trails, key)
    const isSeen = trail?.accountId === call.accountId || trail?.organizationId !== undefined
    return isSeen ? trail : undefined
  }
  checkCharacters(nameOrArn)
  return trailsSeenBy(call.resources, call.accountId).find(
    ({ name, homeRegion }) => name === nameOrArn && homeRegion === call.region,
  )
}

function checkCharacters(name: string): void {
  if (!/^[A-Za-z0-9._-]+$/.test(name))
    throw invalidName(
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
    )
}

function invalidName(message: string): ServiceError {
  return cloudTrailError('InvalidTrailNameException', message)
}
