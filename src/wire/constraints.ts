import {
  brokenBy,
  type CompiledRule,
  compiledRule,
  type Constraint,
  textsOf,
} from './constraint-rules.ts'
import { membersOf, type ResolvedMember } from './members.ts'
import type { ServiceModel, Type } from './model.ts'

/**
 * What a service demands of values, beyond their types: one table a service (`constraints.generated.ts`).
 * A rule's name is the shape's name in the service's own model.
 */
export interface ConstraintTable {
  readonly rules: Readonly<Record<string, Constraint>>
  /** Structure -> member -> rule. */
  readonly members: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface Violation {
  /** Path of the member as AWS prints it: `lookupAttributes.1.member.attributeValue`. */
  readonly at: string
  /** `Value '51' at 'maxResults' failed to satisfy constraint: Member must have …` */
  readonly text: string
}

/** Enough for a person to see what is wrong; more are counted by nobody. */
const VIOLATIONS_MAX = 100
const PRINTED_CHARACTERS_MAX = 256
/** Everything in an input that its service does not accept, in the model's order; empty for a good one. */
export function violationsOf(
  model: ServiceModel,
  table: ConstraintTable,
  shape: string,
  input: Readonly<Record<string, unknown>>,
): readonly Violation[] {
  const found: Violation[] = []
  checkStructure(compiled(model, table), shape, input, '', found)
  return found
}

/** `2 validation errors detected: Value … ; Value …` */
export function violationMessage(violations: readonly Violation[]): string {
  const s = violations.length === 1 ? '' : 's'
  return `${violations.length} validation error${s} detected: ${violations.map(({ text }) => text).join('; ')}`
}

/** A table made ready for one model: what to check of each structure's members, found once. */
interface Compiled {
  readonly model: ServiceModel
  readonly table: ConstraintTable
  readonly structures: Map<string, readonly CheckedMember[]>
  readonly rules: Map<string, CompiledRule>
}

interface CheckedMember {
  readonly member: ResolvedMember
  readonly printedName: string
  readonly rule: CompiledRule | undefined
  /** Whether anything inside the value is a structure, to be looked into. */
  readonly isNested: boolean
}

const compiledTables = new WeakMap<ConstraintTable, Compiled>()

function compiled(model: ServiceModel, table: ConstraintTable): Compiled {
  const known = compiledTables.get(table)
  if (known) return known
  const made: Compiled = { model, table, structures: new Map(), rules: new Map() }
  compiledTables.set(table, made)
  return made
}

function membersToCheck(all: Compiled, shape: string): readonly CheckedMember[] {
  const known = all.structures.get(shape)
  if (known) return known
  const rules = all.table.members[shape] ?? {}
  const members = membersOf(all.model, shape)
    .map((member) => ({
      member,
      printedName: member.name.charAt(0).toLowerCase() + member.name.slice(1),
      rule: compiledRule(all.table.rules, rules[member.name], all.rules),
      isNested: holdsStructure(member.type),
    }))
    .filter(({ member, rule, isNested }) => member.required || rule !== undefined || isNested)
  all.structures.set(shape, members)
  return members
}

function holdsStructure(type: Type): boolean {
  if (type.kind === 'list' || type.kind === 'map') return holdsStructure(type.of)
  return type.kind === 'structure'
}

function checkStructure(
  all: Compiled,
  shape: string,
  value: Readonly<Record<string, unknown>>,
  path: string,
  found: Violation[],
): void {
  for (const { member, printedName, rule, isNested } of membersToCheck(all, shape)) {
    const held = value[member.name]
    if (held === undefined && !member.required) continue
    if (found.length >= VIOLATIONS_MAX) return
    const at = path + printedName
    if (held === undefined) add(found, at, 'null', ['Member must not be null'])
    else {
      if (rule) checkRule(member, rule, held, at, found)
      if (isNested) checkInside(all, member.type, held, at, found)
    }
  }
}

/** The structures in a value: `.2.member` for the second of a list, `.KEY.member` for those of a map. */
function checkInside(
  all: Compiled,
  type: Type,
  value: unknown,
  at: string,
  found: Violation[],
): void {
  if (type.kind === 'structure')
    checkStructure(all, type.name, value as Record<string, unknown>, `${at}.`, found)
  else if (type.kind === 'list')
    for (const [i, item] of (value as unknown[]).entries())
      checkInside(all, type.of, item, `${at}.${i + 1}.member`, found)
  else if (type.kind === 'map')
    for (const [key, item] of Object.entries(value as object))
      checkInside(all, type.of, item, `${at}.${key}.member`, found)
}

function checkRule(
  member: ResolvedMember,
  rule: CompiledRule,
  value: unknown,
  at: string,
  found: Violation[],
): void {
  const broken = brokenBy(rule, value)
  if (broken) add(found, at, printed(member, value), broken)
  const { type } = member
  if (rule.item && type.kind === 'list' && type.of.kind !== 'structure')
    addHeld(found, at, member, value, 'Member', rule.item, value as unknown[])
  if (type.kind !== 'map') return
  if (rule.key)
    addHeld(found, at, member, value, 'Map keys', rule.key, Object.keys(value as object))
  if (rule.value && type.of.kind !== 'structure')
    addHeld(found, at, member, value, 'Map value', rule.value, Object.values(value as object))
}

/** AWS names every rule of what a list or map holds when one of them is broken, and prints the whole. */
function addHeld(
  found: Violation[],
  at: string,
  member: ResolvedMember,
  whole: unknown,
  what: string,
  rule: CompiledRule,
  held: readonly unknown[],
): void {
  if (!held.some((each) => brokenBy(rule, each))) return
  const text = `${what} must satisfy constraint: [${textsOf(rule, held[0]).join(', ')}]`
  add(found, at, printed(member, whole), [text])
}

function add(found: Violation[], at: string, value: string, texts: readonly string[]): void {
  for (const text of texts)
    found.push({
      at,
      text: `Value ${value}${value === '' ? '' : ' '}at '${at}' failed to satisfy constraint: ${text}`,
    })
}

/** As Java prints it, in quotes; nothing at all for what nobody may read. */
function printed({ type, sensitive }: ResolvedMember, value: unknown): string {
  if (sensitive || type.kind === 'blob') return ''
  return `'${javaText(value).slice(0, PRINTED_CHARACTERS_MAX)}'`
}

function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object' || value === null) return String(value)
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${javaText(item)}`)
    .join(', ')}}`
}
