import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern } from './event-pattern.ts'
import { InvalidPattern } from './invalid-pattern.ts'

const event = {
  source: 'aws.iam',
  account: '111122223333',
  detail: {
    eventName: 'CreateUser',
    readOnly: false,
    errorCode: null,
    sourceIPAddress: '203.0.113.7',
    count: 5,
    tags: ['red', 'green'],
    none: [],
    resources: [
      { type: 'A', ARN: 'arn:1' },
      { type: 'B', ARN: 'arn:2' },
    ],
  },
}

describe.each<[string, object, boolean]>([
  ['a value', { source: ['aws.iam'] }, true],
  ['one of several values', { source: ['aws.sts', 'aws.iam'] }, true],
  ['another value', { source: ['aws.sts'] }, false],
  ['every member must match', { source: ['aws.iam'], account: ['1'] }, false],
  ['a boolean', { detail: { readOnly: [false] } }, true],
  ['a number is no text', { detail: { count: ['5'] } }, false],
  ['null', { detail: { errorCode: [null] } }, true],
  ['null is not nothing', { detail: { gone: [null] } }, false],
  ['an item of a list', { detail: { tags: ['green'] } }, true],
  ['a list of objects', { detail: { resources: { type: ['B'] } } }, true],
  ['one object of a list', { detail: { resources: { type: ['A'], ARN: ['arn:2'] } } }, false],
  ['prefix', { detail: { eventName: [{ prefix: 'Create' }] } }, true],
  ['prefix, otherwise spelled', { detail: { eventName: [{ prefix: 'create' }] } }, false],
  [
    'prefix in any case',
    { detail: { eventName: [{ prefix: { 'equals-ignore-case': 'CREATE' } }] } },
    true,
  ],
  ['suffix', { detail: { eventName: [{ suffix: 'User' }] } }, true],
  [
    'suffix in any case',
    { detail: { eventName: [{ suffix: { 'equals-ignore-case': 'uSER' } }] } },
    true,
  ],
  [
    'a value in any case',
    { detail: { eventName: [{ 'equals-ignore-case': 'createuser' }] } },
    true,
  ],
  ['wildcard', { detail: { eventName: [{ wildcard: 'C*e*r' }] } }, true],
  ['wildcard, a literal star', { detail: { eventName: [{ wildcard: 'Create\\*' }] } }, false],
  ['wildcard, a dot is a dot', { source: [{ wildcard: 'aws?iam' }] }, false],
  ['anything but', { source: [{ 'anything-but': 'aws.sts' }] }, true],
  ['anything but several', { source: [{ 'anything-but': ['aws.sts', 'aws.iam'] }] }, false],
  ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'aws.' } }] }, false],
  ['anything but needs something', { gone: [{ 'anything-but': 'x' }] }, false],
  ['exists', { detail: { count: [{ exists: true }] } }, true],
  ['exists, though null', { detail: { errorCode: [{ exists: true }] } }, true],
  ['does not exist', { detail: { gone: [{ exists: false }] } }, true],
  ['nothing below exists', { gone: { deeper: [{ exists: false }] } }, true],
  ['an empty list is nothing', { detail: { none: [{ exists: false }] } }, true],
  ['numeric', { detail: { count: [{ numeric: ['>', 0, '<=', 5] }] } }, true],
  ['numeric, beyond', { detail: { count: [{ numeric: ['<', 5] }] } }, false],
  ['cidr', { detail: { sourceIPAddress: [{ cidr: '203.0.113.0/24' }] } }, true],
  ['cidr, beyond', { detail: { sourceIPAddress: [{ cidr: '198.51.100.0/24' }] } }, false],
  ['cidr of a name', { source: [{ cidr: '203.0.113.0/24' }] }, false],
  ['$or', { $or: [{ source: ['aws.sts'] }, { detail: { count: [5] } }] }, true],
  ['$or beside others', { account: ['1'], $or: [{ source: ['aws.iam'] }] }, false],
])('%s', (_name, pattern, isMatched) => {
  test(`${isMatched ? 'matches' : 'does not match'}`, () => {
    expect(compilePattern(pattern)(event)).toBe(isMatched)
  })
})

test.each<[unknown, string]>([
  [{}, 'the pattern is empty'],
  ['aws.iam', 'the pattern must be an object'],
  [{ source: 'aws.iam' }, 'source must be an object'],
  [{ source: [] }, 'source is empty'],
  [{ source: [{ sounds: 'like' }] }, 'source: there is no operator sounds'],
  [{ source: [{ prefix: 'a', suffix: 'b' }] }, 'source: a choice is a value or one operator'],
  [{ source: [{ prefix: 7 }] }, 'source: prefix takes a text'],
  [{ source: [{ exists: 'yes' }] }, 'source: exists takes true or false'],
  [{ source: [{ wildcard: 'a**b' }] }, 'source: two stars in a row mean nothing'],
  [{ source: [{ cidr: '300.0.0.0/8' }] }, 'source: cidr takes a range of addresses'],
  [{ detail: { count: [{ numeric: ['~', 5] }] } }, 'detail.count: numeric takes an operator'],
])('%j is no pattern: %s', (pattern, message) => {
  const compile = () => compilePattern(pattern)
  expect(compile).toThrow(InvalidPattern)
  expect(compile).toThrow(message)
})

// Goal: the compiled pattern says what a plain reading of the rules says. Method: small names and values, so that random
// patterns and events meet often; the plain reading flattens the event into paths and looks each leaf of the pattern up.
const names = fc.constantFrom('a', 'b')
const values = fc.constantFrom<unknown>('x', 'xy', 'y', 1, 2, true, null)
const choices = fc.oneof(
  values,
  fc.record({ prefix: fc.constantFrom('x', 'y') }),
  fc.record({ suffix: fc.constantFrom('x', 'y') }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ 'anything-but': fc.array(values, { minLength: 1, maxLength: 2 }) }),
  fc.record({ numeric: fc.tuple(fc.constantFrom('=', '<', '>='), fc.constantFrom(1, 2)) }),
)
const { event: events } = fc.letrec<{ event: object }>((tie) => ({
  event: fc.dictionary(
    names,
    fc.oneof({ maxDepth: 2 }, values, fc.array(values, { maxLength: 2 }), tie('event')),
  ),
}))
const { pattern: patterns } = fc.letrec<{ pattern: Record<string, unknown> }>((tie) => ({
  pattern: fc.dictionary(
    names,
    fc.oneof({ maxDepth: 2 }, fc.array(choices, { minLength: 1, maxLength: 2 }), tie('pattern')),
    { minKeys: 1 },
  ),
}))

test('says of random events what a plain reading says', () => {
  fc.assert(
    fc.property(patterns, events, (pattern, subject) => {
      expect(compilePattern(pattern)(subject)).toBe(isMatchedPlainly(pattern, subject))
    }),
    { numRuns: 2_000 },
  )
})

test('takes or refuses whatever is written, and never fails on an event', () => {
  const isTakenOrRefused = (pattern: unknown, subject: unknown) => {
    try {
      compilePattern(pattern)(subject)
      return true
    } catch (error) {
      return error instanceof InvalidPattern
    }
  }
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (pattern, subject) => {
      expect(isTakenOrRefused(pattern, subject)).toBe(true)
    }),
  )
})

function isMatchedPlainly(pattern: object, subject: object): boolean {
  const leaves = new Map(flat(subject, ''))
  return flat(pattern, '').every(([path, wanted]) =>
    (wanted as unknown[]).some((choice) => isChosen(choice, leaves.get(path) ?? [])),
  )
}

/** Every path with the values at its end; an object in the way of a leaf is nothing. */
function flat(value: object, at: string): [string, unknown[]][] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]): [string, unknown[]][] =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? flat(member, `${at}/${name}`)
      : [[`${at}/${name}`, [member].flat()]],
  )
}

function isChosen(choice: unknown, found: unknown[]): boolean {
  if (typeof choice !== 'object' || choice === null) return found.includes(choice)
  const [[operator, operand] = ['', undefined]] = Object.entries(choice) as [string, unknown][]
  if (operator === 'exists') return found.length > 0 === operand
  return found.some((leaf) => {
    if (operator === 'anything-but') return !(operand as unknown[]).includes(leaf)
    if (operator === 'numeric') {
      const [sign, bound] = operand as [string, number]
      if (typeof leaf !== 'number') return false
      return sign === '=' ? leaf === bound : sign === '<' ? leaf < bound : leaf >= bound
    }
    if (typeof leaf !== 'string') return false
    return operator === 'prefix' ? leaf.startsWith(String(operand)) : leaf.endsWith(String(operand))
  })
}
