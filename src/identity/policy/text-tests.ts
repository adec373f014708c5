import type { ContextLookup } from './context.ts'
import { ANY, ANY_BUT_COLON, literal, matchesPattern, ONE, patternTest } from './pattern.ts'
import { isConstant, resolve, resolveText, type Template } from './variables.ts'

/**
 * One value of a request against one value of a policy. A variable that cannot be resolved matches nothing, and what a
 * variable stands for is taken literally: a `*` in a user's tag is no wildcard.
 */
export type ValueTest = (value: string, lookup: ContextLookup) => boolean

const COLON = 0x3a
const ARN_SEGMENTS = 6

export function equalsTest(template: Template): ValueTest {
  if (!isConstant(template)) return (value, lookup) => value === resolveText(template, lookup)
  const text = resolveText(template, () => undefined)
  return (value) => value === text
}

export function equalsIgnoreCaseTest(template: Template): ValueTest {
  return (value, lookup) => value.toLowerCase() === resolveText(template, lookup)?.toLowerCase()
}

export function likeTest(template: Template): ValueTest {
  return wildcardTest(template, wideStar)
}

/**
 * A `Resource` of a policy: a `*` at the end of a segment of an ARN reaches over colons, one inside a segment does not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceTest(template: Template): ValueTest {
  return wildcardTest(template, (text, at, colonsBefore, isEnd) => {
    const isLastOfSegment = text[at + 1] === ':' || (isEnd && at === text.length - 1)
    return isLastOfSegment || colonsBefore >= ARN_SEGMENTS - 1 ? ANY : ANY_BUT_COLON
  })
}

/**
 * ARN operators compare each of the six segments of an ARN for itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnTest(template: Template): ValueTest {
  if (!isConstant(template))
    return (value, lookup) => {
      const codes = codesOf(template, lookup, wideStar)
      return codes !== undefined && matchesSegments(segmentsOf(codes), value)
    }
  const segments = segmentsOf(codesOf(template, () => undefined, wideStar) ?? [])
  return (value) => matchesSegments(segments, value)
}

function matchesSegments(segments: readonly (readonly number[])[], arn: string): boolean {
  if (segments.length === 1 && segments[0]?.[0] === ANY) return true
  if (segments.length !== ARN_SEGMENTS) return false
  let start = 0
  for (const [i, segment] of segments.entries()) {
    const end = i === ARN_SEGMENTS - 1 ? arn.length : arn.indexOf(':', start)
    if (end < 0 || !matchesPattern(segment, arn.slice(start, end))) return false
    start = end + 1
  }
  return true
}

function segmentsOf(codes: readonly number[]): number[][] {
  const segments: number[][] = [[]]
  for (const code of codes) {
    if (code === COLON && segments.length < ARN_SEGMENTS) segments.push([])
    else segments.at(-1)?.push(code)
  }
  return segments
}

/** What a `*` stands for, at this place of a template's text. */
type Star = (text: string, at: number, colonsBefore: number, isEnd: boolean) => number

const wideStar: Star = () => ANY

function wildcardTest(template: Template, star: Star): ValueTest {
  if (!isConstant(template))
    return (value, lookup) => {
      const pattern = codesOf(template, lookup, star)
      return pattern !== undefined && matchesPattern(pattern, value)
    }
  return patternTest(codesOf(template, () => undefined, star) ?? [])
}

function codesOf(template: Template, lookup: ContextLookup, star: Star): number[] | undefined {
  const codes: number[] = []
  let colons = 0
  for (const [i, part] of template.entries()) {
    const text = resolve(part, lookup)
    if (text === undefined) return undefined
    if (part.kind !== 'text') codes.push(...literal(text))
    else
      for (let at = 0; at < text.length; at++) {
        if (text[at] === ':') colons++
        if (text[at] === '*') codes.push(star(text, at, colons, i === template.length - 1))
        else codes.push(text[at] === '?' ? ONE : text.charCodeAt(at))
      }
  }
  return codes
}
