import { InvalidPattern } from './invalid-pattern.ts'
import { leafTest, type LeafTest } from './leaf-patterns.ts'

/**
 * Event patterns of EventBridge:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type EventPatternTest = (event: unknown) => boolean

const DEPTH_MAX = 20

/** A pattern made ready for many events. Throws {@link InvalidPattern}. */
export function compilePattern(pattern: unknown): EventPatternTest {
  return patternTest(pattern, '', 0)
}

function patternTest(pattern: unknown, place: string, depth: number): EventPatternTest {
  if (!isObject(pattern)) throw new InvalidPattern(`${place || 'the pattern'} must be an object`)
  if (depth > DEPTH_MAX) throw new InvalidPattern(`${place} is too deep`)
  const members = Object.entries(pattern)
  if (members.length === 0) throw new InvalidPattern(`${place || 'the pattern'} is empty`)
  const tests = members.map(([name, value]) => memberTest(name, value, place, depth))
  return (event) => tests.every((test) => test(event))
}

function memberTest(name: string, value: unknown, at: string, depth: number): EventPatternTest {
  const place = at === '' ? name : `${at}.${name}`
  if (name === '$or' && isListOfObjects(value)) {
    const choices = value.map((choice, i) => patternTest(choice, `${place}[${i}]`, depth + 1))
    return (event) => choices.some((test) => test(event))
  }
  if (Array.isArray(value)) {
    if (value.length === 0) throw new InvalidPattern(`${place} is empty`)
    const tests = value.map((choice: unknown) => leafTest(choice, place))
    return (event) => isLeafMatched(memberOf(event, name), tests)
  }
  const inner = patternTest(value, place, depth + 1)
  return (event) => {
    const member = memberOf(event, name)
    // Of a list of objects it is enough that one matches as a whole; an empty list is nothing.
    return Array.isArray(member) && member.length > 0
      ? member.some((one) => inner(one))
      : inner(member)
  }
}

function isLeafMatched(value: unknown, tests: readonly LeafTest[]): boolean {
  const leaves = leavesOf(value)
  return tests.some((test) =>
    leaves.length === 0 ? test.isMatchedByNothing : leaves.some((leaf) => test.isMatchedBy(leaf)),
  )
}

/** A list stands for each of its items; an object is no leaf. */
function leavesOf(value: unknown): readonly unknown[] {
  if (value === undefined || isObject(value)) return []
  return Array.isArray(value) ? value.flatMap(leavesOf) : [value]
}

function memberOf(event: unknown, name: string): unknown {
  return isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOfObjects(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject)
}
