import type { ResourceChange } from '../../ledger/resources.ts'
import type { Call, Command } from '../operation.ts'

/** How the operations that several kinds of entities share find and keep one of them. */
export interface Kind<Input, T> {
  /** What policies call the entity that the input names, whether or not it exists. */
  readonly arn: (input: Input, call: Call) => string
  /** Throws NoSuchEntity. */
  readonly find: (input: Input, call: Call) => T
  readonly put: (entity: T) => ResourceChange
}

/** An entity that AWS keeps for one of its services refuses to be changed by others: throws UnmodifiableEntity. */
export interface ChangeableKind<Input, T> extends Kind<Input, T> {
  readonly checkChangeable?: (entity: T) => void
}

/** A command that changes an entity of a kind and answers nothing. What `change` gives back as it was is not written. */
export function changeCommand<Names, Asked, T>(
  kind: ChangeableKind<Names, T>,
  change: (entity: T, input: Asked, call: Call) => T,
): Command<Names & Asked, undefined> {
  return {
    kind: 'command',
    resourceArn: kind.arn,
    run(input, call) {
      const entity = kind.find(input, call)
      kind.checkChangeable?.(entity)
      const changed = change(entity, input, call)
      return { output: undefined, changes: changed === entity ? [] : [kind.put(changed)] }
    },
  }
}
