import type { Constraint } from '../src/wire/constraint-rules.ts'
import type { ConstraintTable } from '../src/wire/constraints.ts'
import type { ServiceModel } from '../src/wire/model.ts'

interface BotocoreShape {
  readonly type: string
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly member?: { readonly shape: string }
  readonly key?: { readonly shape: string }
  readonly value?: { readonly shape: string }
  readonly members?: Readonly<Record<string, { readonly shape: string }>>
}

type Shapes = Readonly<Record<string, BotocoreShape>>

/** Every bound, pattern and enum of the structures that `model` has. */
export function constraintsFrom(botocore: unknown, model: ServiceModel): ConstraintTable {
  const { shapes, operations } = botocore as {
    shapes: Shapes
    operations: Readonly<Record<string, { input?: { shape: string } }>>
  }
  const rules: Record<string, Constraint> = {}
  const members: Record<string, Record<string, string>> = {}
  for (const [name, structure] of Object.entries(namedAsInModel(shapes, operations, model))) {
    if (!model.shapes[name]) continue
    const ruled = Object.entries(structure.members ?? {}).flatMap(([member, { shape }]) =>
      model.shapes[name]?.members[member] && addRule(shape, shapes, rules) ? [[member, shape]] : [],
    )
    if (ruled.length) members[name] = Object.fromEntries(ruled)
  }
  return { rules, members }
}

/** The two SDKs name inputs differently here and there; operations tie them together. */
function namedAsInModel(
  shapes: Shapes,
  operations: Readonly<Record<string, { input?: { shape: string } }>>,
  model: ServiceModel,
): Shapes {
  const inputs = Object.entries(model.operations).flatMap(([name, { input }]) => {
    const shape = shapes[operations[name]?.input?.shape ?? '']
    return shape ? [[input, shape] as const] : []
  })
  return { ...shapes, ...Object.fromEntries(inputs) }
}

/** Adds the rule of a shape and of what it holds; false when there is nothing to check. */
function addRule(name: string, shapes: Shapes, rules: Record<string, Constraint>): boolean {
  if (rules[name]) return true
  const shape = shapes[name]
  if (!shape || shape.type === 'structure') return false
  const { min, max, pattern } = shape
  const holds = { item: shape.member?.shape, key: shape.key?.shape, value: shape.value?.shape }
  const inner = Object.entries(holds).filter(([, held]) => held && addRule(held, shapes, rules))
  const rule: Constraint = {
    ...(min === undefined || (min === 0 && shape.type === 'string') ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(shape.enum === undefined ? {} : { enum: shape.enum }),
    ...Object.fromEntries(inner),
  }
  if (Object.keys(rule).length === 0) return false
  rules[name] = rule
  return true
}
