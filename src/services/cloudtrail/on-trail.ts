import type { Tag } from '../../identity/tag.ts'
import { trailKey, trails } from '../../trails/trail.ts'
import type { Call } from '../operation.ts'
import { arnFor, arnParts } from './trail-names.ts'

/**
 * What authorization asks an operation on the trail of a name or an ARN. An organization's trail belongs to its management
 * account, but whether a member may look at it, the member's own policies say.
 */
export function onTrail<Input>(nameOf: (input: Input) => string | undefined) {
  return {
    resourceArn: (input: Input, call: Call) => arnFor(nameOf(input) ?? '', call),
    standingPolicy: (_input: Input, { accountId }: Call) => ({
      kind: 'resource' as const,
      document: undefined,
      accountId,
    }),
  }
}

/** For `aws:ResourceTag/…`. */
export function tagsOfArn(arn: string, { resources }: Call): readonly Tag[] {
  const parts = arnParts(arn)
  const key = parts && trailKey(parts.accountId, parts.region, parts.name)
  const trail = key === undefined ? undefined : resources.get(trails, key)
  return (trail?.tags ?? []).map(({ key: Key, value: Value }) => ({ Key, Value }))
}
