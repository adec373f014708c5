import { type Trail, trailArn, trailKey, trails } from '../../trails/trail.ts'
import type { ServiceError } from '../../wire/service-error.ts'
import type { Call } from '../operation.ts'
import { cloudTrailError, trailNotFound } from './errors.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
export function checkTrailName(name: string): void {
  const length = `Specified name length: ${name.length} characters.`
  if (name.length < 3)
    throw invalidName(`Trail name too short. Minimum allowed length: 3 characters. ${length}`)
  if (name.length > 128)
    throw invalidName(`Trail name too long. Maximum allowed length: 128 characters. ${length}`)
  checkCharacters(name)
  if (!/^[A-Za-z0-9]/.test(name))
    throw invalidName('Trail name must starts with a letter or number.')
  if (!/[A-Za-z0-9]$/.test(name)) throw invalidName('Trail name must ends with a letter or number.')
  if (/[._-]{2}/.test(name))
    throw invalidName('Trail name cannot have adjacent periods, underscores or dashes.')
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name))
    throw invalidName('Trail name cannot be in IP address format.')
}

/** The trail's ARN for a name or an ARN, whether or not there is such a trail. */
export function arnOfTrail(nameOrArn: string, call: Call): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : trailArn(call.accountId, call.region, nameOrArn)
}

/** Undefined when there is none that the caller may know of. Throws for what can be neither a name nor an ARN. */
export function findTrail(nameOrArn: string, call: Call): Trail | undefined {
  if (nameOrArn.startsWith('arn:')) {
    const { accountId, region, name } = arnParts(nameOrArn)
    if (accountId !== call.accountId) return undefined
    return call.resources.get(trails, trailKey(accountId, region, name))
  }
  checkCharacters(nameOrArn)
  return call.resources.get(trails, trailKey(call.accountId, call.region, nameOrArn))
}

/** For writes: the trail must be at home in the region of the call. Throws as AWS does. */
export function trailToChange(nameOrArn: string, call: Call): Trail {
  const trail = findTrail(nameOrArn, call)
  if (!trail) throw trailNotFound(arnOfTrail(nameOrArn, call), call.accountId)
  if (trail.homeRegion !== call.region)
    throw cloudTrailError(
      'InvalidHomeRegionException',
      `The trail ${trail.name} can only be changed in its home region ${trail.homeRegion}.`,
    )
  return trail
}

function arnParts(arn: string): { accountId: string; region: string; name: string } {
  const match = /^arn:aws[a-z-]*:cloudtrail:([a-z0-9-]+):(\d{12}):trail\/([A-Za-z0-9._-]+)$/.exec(
    arn,
  )
  if (!match)
    throw cloudTrailError(
      'CloudTrailARNInvalidException',
      `Invalid trail ARN: ${arn.slice(0, 512)}`,
    )
  return { region: match[1] ?? '', accountId: match[2] ?? '', name: match[3] ?? '' }
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
