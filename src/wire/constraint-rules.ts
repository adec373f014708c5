/** One rule of a service's table: what it demands of a value, and AWS's words for a value that does not satisfy it. */

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

/** A {@link Constraint} made ready to be checked. */
export interface CompiledRule {
  readonly constraint: Constraint
  readonly pattern: RegExp | undefined
  readonly values: ReadonlySet<string> | undefined
  readonly item: CompiledRule | undefined
  readonly key: CompiledRule | undefined
  readonly value: CompiledRule | undefined
}

/** Longer values are not matched with patterns, some of which would take their time: no real value of any pattern is. */
const PATTERN_CHARACTERS_MAX = 20_000

/** The rule of that name made ready, once: `known` keeps them. */
export function compiledRule(
  rules: Readonly<Record<string, Constraint>>,
  name: string | undefined,
  known: Map<string, CompiledRule>,
): CompiledRule | undefined {
  const constraint = name === undefined ? undefined : rules[name]
  if (name === undefined || constraint === undefined) return undefined
  const found = known.get(name)
  if (found) return found
  const rule = {
    constraint,
    pattern: constraint.pattern === undefined ? undefined : wholePattern(constraint.pattern),
    values: constraint.enum && new Set(constraint.enum),
    item: compiledRule(rules, constraint.item, known),
    key: compiledRule(rules, constraint.key, known),
    value: compiledRule(rules, constraint.value, known),
  }
  known.set(name, rule)
  return rule
}

/** The models' patterns are Java's: most compile as they are, a few only without the strictness of Unicode mode. */
function wholePattern(pattern: string): RegExp {
  const whole = `^(?:${withoutPosixClasses(pattern)})$`
  try {
    return new RegExp(whole, 'su')
  } catch {
    // `\-` and its like are escapes of nothing in Unicode mode, and mean themselves without it.
    return new RegExp(whole, 's')
  }
}

/** POSIX's classes, which Java knows and JavaScript does not, as what stands inside brackets. */
const posixClasses: Readonly<Record<string, string>> = {
  Graph: '\\x21-\\x7e',
  Print: '\\x20-\\x7e',
  Cntrl: '\\x00-\\x1f\\x7f',
  ASCII: '\\x00-\\x7f',
  Alnum: 'a-zA-Z0-9',
  Digit: '0-9',
  Upper: 'A-Z',
}

function withoutPosixClasses(pattern: string): string {
  return pattern.replaceAll(/\\p\{(\w+)\}/g, (whole, name: string) => posixClasses[name] ?? whole)
}

/** The rules that a value breaks, as AWS words them; undefined for none. */
export function brokenBy(rule: CompiledRule, value: unknown): string[] | undefined {
  const { min, max } = rule.constraint
  const size = min === undefined && max === undefined ? 0 : sizeOf(value)
  const isShort = min !== undefined && size < min
  const isLong = max !== undefined && size > max
  const isOdd = typeof value === 'string' && !matches(rule, value, isLong)
  const isUnknown =
    typeof value === 'string' && rule.values !== undefined && !rule.values.has(value)
  if (!isShort && !isLong && !isOdd && !isUnknown) return undefined
  const texts: string[] = []
  if (isLong) texts.push(maxText(value, max))
  if (isShort) texts.push(minText(value, min))
  if (isOdd)
    texts.push(`Member must satisfy regular expression pattern: ${rule.constraint.pattern}`)
  if (isUnknown) texts.push(enumText(rule))
  return texts
}

function matches({ pattern }: CompiledRule, value: string, isLong: boolean): boolean {
  if (!pattern || isLong) return true
  return value.length <= PATTERN_CHARACTERS_MAX && pattern.test(value)
}

/** All rules of a kind of value, broken or not. */
export function textsOf(rule: CompiledRule, sample: unknown): string[] {
  const { min, max, pattern } = rule.constraint
  return [
    ...(max === undefined ? [] : [maxText(sample, max)]),
    ...(min === undefined ? [] : [minText(sample, min)]),
    ...(pattern === undefined
      ? []
      : [`Member must satisfy regular expression pattern: ${pattern}`]),
    ...(rule.values ? [enumText(rule)] : []),
  ]
}

function maxText(value: unknown, max: number): string {
  return `Member must have ${sizeWord(value)} less than or equal to ${max}`
}

function minText(value: unknown, min: number): string {
  return `Member must have ${sizeWord(value)} greater than or equal to ${min}`
}

function enumText({ constraint }: CompiledRule): string {
  return `Member must satisfy enum value set: [${constraint.enum?.join(', ')}]`
}

function sizeWord(value: unknown): 'value' | 'length' {
  return typeof value === 'number' ? 'value' : 'length'
}

/** Characters are counted as people do: one for each code point. */
function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string') {
    let pairs = 0
    for (let i = 0; i < value.length; i++) if ((value.charCodeAt(i) & 0xfc00) === 0xd800) pairs++
    return value.length - pairs
  }
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length
  return Object.keys(value as object).length
}
