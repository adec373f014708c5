import type { StandingPolicy } from '../../identity/policy-set.ts'
import type { Tag } from '../../identity/tag.ts'
import { trailKey, trails } from '../../trails/trail.ts'
import type { Call, FurtherAction } from '../operation.ts'
import { arnFor, arnParts } from './trail-names.ts'

/**
 * What authorization asks an operation on the trail of a name or an ARN. An organization's trail belongs to its management
 * account, but whether a member may look at it, the member's own policies say.
 */
export function onTrail<Input>(nameOf: (input: Input) => string | undefined) {
  return {
    resourceArn: (input: Input, call: Call) => arnFor(nameOf(input) ?? '', call),
    standingPolicy: (_input: Input, { accountId }: Call) => ownPolicyOf(accountId),
  }
}

/** The same for an operation on several: the caller must be allowed on each of them. */
export function onEachTrail<Input>(action: string, namesOf: (input: Input) => readonly string[]) {
  return {
    ...onTrail<Input>((input) => namesOf(input)[0]),
    furtherActions: (input: Input, call: Call): readonly FurtherAction[] =>
      namesOf(input)
        .slice(1)
        .map((name) => ({
          action,
          resourceArn: arnFor(name, call),
          standingPolicy: ownPolicyOf(call.accountId),
        })),
  }
}

function ownPolicyOf(accountId: string): StandingPolicy {
  return { kind: 'resource', document: undefined, accountId }
}

/** For `aws:ResourceTag/…`. */
export function tagsOfArn(arn: string, { resources }: Call): readonly Tag[] {
  const parts = arnParts(arn)
  const key = parts && trailKey(parts.accountId, parts.region, parts.name)
  const trail = key === undefined ? undefined : resources.get(trails, key)
  return (trail?.tags ?? []).map(({ key: Key, value: Value }) => ({ Key, Value }))
}
