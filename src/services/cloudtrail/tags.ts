import type { Tag } from '@aws-sdk/client-cloudtrail'
import { type Trail, type TrailTag, trailKey, trails } from '../../trails/trail.ts'
import type { Call } from '../operation.ts'
import { cloudTrailError } from './errors.ts'
import { notManagementAccount } from './organization.ts'
import { arnParts, invalidArn } from './trail-names.ts'

const TAGS_MAX = 50

export function tagsOf(given: readonly Tag[] = []): readonly TrailTag[] {
  const keys = given.map(({ Key = '' }) => Key)
  if (new Set(keys).size < keys.length || keys.some((key) => key.toLowerCase().startsWith('aws:')))
    throw cloudTrailError(
      'InvalidTagParameterException',
      'Tag keys must be unique and must not start with aws:.',
    )
  checkTagCount(keys.length)
  return given.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }))
}

export function checkTagCount(count: number): void {
  if (count > TAGS_MAX)
    throw cloudTrailError(
      'TagsLimitExceededException',
      `A trail can have at most ${TAGS_MAX} tags.`,
    )
}

const taggableTypes = new Set(['trail', 'eventdatastore', 'channel', 'dashboard'])

/** The trail that a tag operation names. It has to be the caller's own, at home in the region of the call. */
export function taggedTrail(resourceId: string, call: Call): Trail {
  const parts = arnParts(resourceId)
  if (!parts) throw invalidArn(resourceId)
  if (!taggableTypes.has(parts.type))
    throw cloudTrailError(
      'ResourceTypeNotSupportedException',
      `The resource type ${parts.type} does not support tags.`,
    )
  const isOwn = parts.accountId === call.accountId && parts.region === call.region
  const trail =
    parts.type === 'trail' && isOwn
      ? call.resources.get(trails, trailKey(parts.accountId, parts.region, parts.name))
      : undefined
  if (!trail)
    throw cloudTrailError('ResourceNotFoundException', `The resource ${resourceId} was not found.`)
  return trail
}

/** For writes: members of an organization see its trail, and may not tag it. */
export function trailToTag(resourceId: string, call: Call): Trail {
  const parts = arnParts(resourceId)
  const key = parts && trailKey(parts.accountId, parts.region, parts.name)
  const trail = key === undefined ? undefined : call.resources.get(trails, key)
  if (trail?.organizationId !== undefined && trail.accountId !== call.accountId)
    throw notManagementAccount()
  return taggedTrail(resourceId, call)
}
