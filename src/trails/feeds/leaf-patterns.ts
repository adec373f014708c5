import { InvalidPattern } from './invalid-pattern.ts'
import { ipAddressOf, ipRangeOf, isInRange } from '../../base/ip-ranges.ts'

/** One of the choices that a pattern has for a value. */
export interface LeafTest {
  isMatchedBy(leaf: unknown): boolean
  /** Whether it is enough that the member is not there. */
  readonly isMatchedByNothing: boolean
}

/** Throws {@link InvalidPattern} for a choice that is none. */
export function leafTest(choice: unknown, place: string): LeafTest {
  if (isSimple(choice)) return present((leaf) => leaf === choice)
  const [operator, operand] = onlyMemberOf(choice, place)
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean')
        throw new InvalidPattern(`${place}: exists takes true or false`)
      return { isMatchedBy: () => operand, isMatchedByNothing: !operand }
    case 'anything-but':
      return present(anythingBut(operand, place))
    case 'numeric':
      return present(numeric(operand, place))
    case 'cidr':
      return present(cidr(operand, place))
    default:
      return present(textTest(operator, operand, place))
  }
}

type Test = (leaf: unknown) => boolean

function present(isMatchedBy: Test): LeafTest {
  return { isMatchedBy, isMatchedByNothing: false }
}

function anythingBut(operand: unknown, place: string): Test {
  const items: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  if (items.length > 0 && items.every(isSimple)) {
    const excluded = new Set<unknown>(items)
    return (leaf) => !excluded.has(leaf)
  }
  const [operator, inner] = onlyMemberOf(operand, place)
  const texts: readonly unknown[] = Array.isArray(inner) ? inner : [inner]
  const tests = texts.map((text) => textTest(operator, text, place))
  return (leaf) => !tests.some((test) => test(leaf))
}

function textTest(operator: string, operand: unknown, place: string): Test {
  const isIgnoringCase =
    typeof operand === 'object' && (operator === 'prefix' || operator === 'suffix')
  const [, text] = isIgnoringCase ? onlyMemberOf(operand, place) : [operator, operand]
  if (isIgnoringCase && !Object.hasOwn(operand ?? {}, 'equals-ignore-case'))
    throw new InvalidPattern(`${place}: ${operator} takes a text`)
  if (typeof text !== 'string') throw new InvalidPattern(`${place}: ${operator} takes a text`)
  const wanted = isIgnoringCase ? text.toLowerCase() : text
  const spelled = (leaf: string) => (isIgnoringCase ? leaf.toLowerCase() : leaf)
  switch (operator) {
    case 'prefix':
      return (leaf) => typeof leaf === 'string' && spelled(leaf).startsWith(wanted)
    case 'suffix':
      return (leaf) => typeof leaf === 'string' && spelled(leaf).endsWith(wanted)
    case 'equals-ignore-case':
      return (leaf) => typeof leaf === 'string' && leaf.toLowerCase() === text.toLowerCase()
    case 'wildcard': {
      const expression = wildcard(text, place)
      return (leaf) => typeof leaf === 'string' && expression.test(leaf)
    }
    default:
      throw new InvalidPattern(`${place}: there is no operator ${operator}`)
  }
}

/** A star stands for any text; a backslash takes the meaning from what follows. */
function wildcard(text: string, place: string): RegExp {
  if (/\*\*/.test(text.replaceAll(/\\./gs, '')))
    throw new InvalidPattern(`${place}: two stars in a row mean nothing`)
  const source = text.replaceAll(/\\.|\*|[^\w\s]/gs, (part) =>
    part === '*' ? '.*' : `\\${part.length > 1 ? (part[1] ?? '') : part}`,
  )
  return new RegExp(`^${source}$`, 's')
}

const comparisons: Readonly<Record<string, (leaf: number, bound: number) => boolean>> = {
  '=': (leaf, bound) => leaf === bound,
  '!=': (leaf, bound) => leaf !== bound,
  '<': (leaf, bound) => leaf < bound,
  '<=': (leaf, bound) => leaf <= bound,
  '>': (leaf, bound) => leaf > bound,
  '>=': (leaf, bound) => leaf >= bound,
}

/** `["=", 7]` or `[">", 0, "<=", 5]` */
function numeric(operand: unknown, place: string): Test {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : []
  if (parts.length !== 2 && parts.length !== 4)
    throw new InvalidPattern(`${place}: numeric takes one or two comparisons`)
  const tests = Array.from({ length: parts.length / 2 }, (_, i) => {
    const compare = comparisons[String(parts[2 * i])]
    const bound = parts[2 * i + 1]
    if (!compare || typeof bound !== 'number')
      throw new InvalidPattern(`${place}: numeric takes an operator and a number`)
    return (leaf: number) => compare(leaf, bound)
  })
  return (leaf) => typeof leaf === 'number' && tests.every((test) => test(leaf))
}

function cidr(operand: unknown, place: string): Test {
  const range = typeof operand === 'string' ? ipRangeOf(operand) : undefined
  if (!range) throw new InvalidPattern(`${place}: cidr takes a range of addresses`)
  return (leaf) => {
    const address = typeof leaf === 'string' ? ipAddressOf(leaf) : undefined
    return address !== undefined && isInRange(address, range)
  }
}

function isSimple(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function onlyMemberOf(value: unknown, place: string): [string, unknown] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const [member] = members
  if (!member || members.length > 1 || Array.isArray(value))
    throw new InvalidPattern(`${place}: a choice is a value or one operator`)
  return member
}
