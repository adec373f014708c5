/** A pattern's characters as UTF-16 codes, its wildcards as the negative numbers below. */
export type Pattern = readonly number[]

/** `*` */
export const ANY = -1
/** `*` inside a segment of an ARN, which it does not leave. */
export const ANY_BUT_COLON = -2
/** `?` */
export const ONE = -3

const COLON = 0x3a
const STAR = 0x2a
const QUESTION_MARK = 0x3f

export function literal(text: string): number[] {
  const codes: number[] = []
  for (let i = 0; i < text.length; i++) codes.push(text.charCodeAt(i))
  return codes
}

/** Text in which every `*` and `?` is a wildcard. */
export function wildcards(text: string): number[] {
  return literal(text).map((code) => {
    if (code === STAR) return ANY
    return code === QUESTION_MARK ? ONE : code
  })
}

/** Takes time in proportion to pattern times text at worst: a policy of many `*` cannot stall the server. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  let p = 0
  let t = 0
  // Behind the last wildcard of each kind, and the text it reaches so far. Only the last ones can still matter.
  let wide = -1
  let wideReach = 0
  let narrow = -1
  let narrowReach = 0
  while (t < text.length) {
    const code = pattern[p]
    if (code === ANY) {
      wide = ++p
      wideReach = t
      narrow = -1
    } else if (code === ANY_BUT_COLON) {
      narrow = ++p
      narrowReach = t
    } else if (code === ONE || code === text.charCodeAt(t)) {
      p++
      t++
    } else if (narrow >= 0 && text.charCodeAt(narrowReach) !== COLON) {
      p = narrow
      t = ++narrowReach
    } else if (wide >= 0) {
      p = wide
      t = ++wideReach
      narrow = -1
    } else return false
  }
  while (pattern[p] === ANY || pattern[p] === ANY_BUT_COLON) p++
  return p === pattern.length
}

/** The cheapest test for a pattern that is known once and for all. */
export function patternTest(pattern: Pattern): (text: string) => boolean {
  const firstWildcard = pattern.findIndex((code) => code < 0)
  if (firstWildcard < 0) {
    const whole = textOf(pattern)
    return (text) => text === whole
  }
  if (pattern.length === 1 && pattern[0] === ANY) return () => true
  const prefix = textOf(pattern.slice(0, firstWildcard))
  if (firstWildcard === pattern.length - 1 && pattern[firstWildcard] === ANY)
    return (text) => text.startsWith(prefix)
  return (text) => text.startsWith(prefix) && matchesPattern(pattern, text)
}

function textOf(codes: Pattern): string {
  return codes.map((code) => String.fromCharCode(code)).join('')
}
