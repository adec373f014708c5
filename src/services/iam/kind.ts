import type { ResourceChange } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'

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
