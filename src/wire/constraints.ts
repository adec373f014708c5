import type { Member, ServiceModel, Type } from './model.ts'

/**
 * What a service demands of values, beyond their types: one table a service (`constraints.generated.ts`).
 * A rule's name is the shape's name in the service's own model.
 */
export interface ConstraintTable {
  readonly rules: Readonly<Record<string, Constraint>>
  /** Structure -> member -> rule. */
  readonly members: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Bounds are lengths for strings, blobs, lists and maps, values for numbers. All inclusive. */
export interface Constraint {
  readonly min?: number
  readonly max?: number
  /** Applied to the whole value, whether or not it is anchored. */
  readonly pattern?: string
  readonly enum?: readonly string[]
  /** Rule of a list's items, a map's keys and values. */
  readonly item?: string
  readonly key?: string
  readonly value?: string
}

export interface Violation {
  /** Path of the member as AWS prints it: `lookupAttributes.1.member.attributeValue`. */
  readonly at: string
  /** `Value '51' at 'maxResults' failed to satisfy constraint: Member must have …` */
  readonly text: string
}
