import type { MemberLocation, ServiceModel, Type } from './model.ts'

/** A member with everything said that its model leaves out as the default. */
export interface ResolvedMember {
  /** The member's name in the model and in the values operations work with. */
  readonly name: string
  /** Its name where it travels: an element, a parameter, a header, a JSON key. */
  readonly wireName: string
  readonly in: MemberLocation
  readonly type: Type
  readonly required: boolean
  readonly sensitive: boolean
  readonly idempotencyToken: boolean
  readonly xmlFlattened: boolean
  readonly xmlAttribute: boolean
}

const resolved = new WeakMap<ServiceModel, Map<string, readonly ResolvedMember[]>>()

/**
 * The members of a structure in the model's order, worked out once a model; nothing for a shape the
 * model does not name. The same array every time, so callers may use it as a key.
 */
export function membersOf(model: ServiceModel, shape: string): readonly ResolvedMember[] {
  let shapes = resolved.get(model)
  if (!shapes) resolved.set(model, (shapes = new Map()))
  const known = shapes.get(shape)
  if (known) return known
  const members = Object.hasOwn(model.shapes, shape) ? resolveAll(model, shape) : none
  shapes.set(shape, members)
  return members
}

const none: readonly ResolvedMember[] = []

function resolveAll(model: ServiceModel, shape: string): readonly ResolvedMember[] {
  return Object.entries(model.shapes[shape]?.members ?? {}).map(([name, member]) => ({
    name,
    wireName: member.wireName ?? name,
    in: member.in ?? 'body',
    type: member.type,
    required: member.required ?? false,
    sensitive: member.sensitive ?? false,
    idempotencyToken: member.idempotencyToken ?? false,
    xmlFlattened: member.xmlFlattened ?? false,
    xmlAttribute: member.xmlAttribute ?? false,
  }))
}
