import { dateOf } from './dates.ts'
import { ipAddressOf, ipRangeOf, isInRange } from '../../base/ip-ranges.ts'
import {
  arnTest,
  equalsIgnoreCaseTest,
  equalsTest,
  likeTest,
  type ValueTest,
} from './text-tests.ts'
import { type Template, templateOf } from './variables.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export interface OperatorRule {
  /** `StringNotEquals`: holds when the request's value is none of the policy's, and when it is absent. */
  readonly isNegated: boolean
  /** Only text operators know policy variables. */
  readonly takesVariables: boolean
  /** Compares a value of a request with this value of a policy, as the operator does before it is negated. */
  test(template: Template): ValueTest
  /** Whether a policy may hold this value; absent where any text will do. */
  isValue?(text: string): boolean
}

/** Asks whether a key is there; takes no `IfExists`. */
export const NULL_OPERATOR = 'Null'

export const operatorRules: ReadonlyMap<string, OperatorRule> = new Map([
  ...pair('StringEquals', 'StringNotEquals', text(equalsTest)),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', text(equalsIgnoreCaseTest)),
  ...pair('StringLike', 'StringNotLike', text(likeTest)),
  ...pair('ArnEquals', 'ArnNotEquals', text(arnTest)),
  ...pair('ArnLike', 'ArnNotLike', text(arnTest)),
  ...ordered('Numeric', numberOf),
  ...ordered('Date', dateOf),
  ...pair('IpAddress', 'NotIpAddress', {
    takesVariables: false,
    test: constant(ipTest),
    isValue: (value) => ipRangeOf(value) !== undefined,
  }),
  ['Bool', { isNegated: false, ...text(equalsIgnoreCaseTest) }],
  ['BinaryEquals', { isNegated: false, takesVariables: false, test: constant(binaryTest) }],
  [NULL_OPERATOR, { isNegated: false, ...text(equalsIgnoreCaseTest), takesVariables: false }],
])

type PositiveRule = Omit<OperatorRule, 'isNegated'>

function pair(name: string, negatedName: string, rule: PositiveRule): [string, OperatorRule][] {
  return [
    [name, { isNegated: false, ...rule }],
    [negatedName, { isNegated: true, ...rule }],
  ]
}

function text(test: (template: Template) => ValueTest): PositiveRule {
  return { takesVariables: true, test }
}

/** For operators without variables, whose template is one piece of text. */
function constant(test: (policyValue: string) => ValueTest): (template: Template) => ValueTest {
  return ([part]) => test(part?.kind === 'text' ? part.text : '')
}

/** The six operators of values that have an order. What cannot be read as such a value compares with nothing. */
function ordered(prefix: string, read: (text: string) => number): [string, OperatorRule][] {
  const comparing = (compare: (value: number, limit: number) => boolean): PositiveRule => ({
    takesVariables: false,
    test: constant((policyValue) => {
      const limit = read(policyValue)
      return (value) => compare(read(value), limit)
    }),
    isValue: (value) => !Number.isNaN(read(value)),
  })
  const rule = (compare: (value: number, limit: number) => boolean): OperatorRule => ({
    isNegated: false,
    ...comparing(compare),
  })
  return [
    ...pair(
      `${prefix}Equals`,
      `${prefix}NotEquals`,
      comparing((value, limit) => value === limit),
    ),
    [`${prefix}LessThan`, rule((value, limit) => value < limit)],
    [`${prefix}LessThanEquals`, rule((value, limit) => value <= limit)],
    [`${prefix}GreaterThan`, rule((value, limit) => value > limit)],
    [`${prefix}GreaterThanEquals`, rule((value, limit) => value >= limit)],
  ]
}

function numberOf(text: string): number {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN
}

function ipTest(policyValue: string): ValueTest {
  const range = ipRangeOf(policyValue)
  return (value) => {
    const address = ipAddressOf(value)
    return range !== undefined && address !== undefined && isInRange(address, range)
  }
}

/** Both sides are base64; the bytes are compared. */
function binaryTest(policyValue: string): ValueTest {
  const expected = Buffer.from(policyValue, 'base64')
  return (value) => expected.equals(Buffer.from(value, 'base64'))
}

export function testOf(rule: OperatorRule, policyValue: string, hasVariables: boolean): ValueTest {
  return rule.test(templateOf(policyValue, hasVariables && rule.takesVariables))
}
