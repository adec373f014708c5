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
  return pattern.includes(ANY_BUT_COLON)
    ? matchesInSegments(pattern, text)
    : matchesAnywhere(pattern, text)
}

/** Where every `*` reaches everything, only the last one passed can still matter. */
function matchesAnywhere(pattern: Pattern, text: string): boolean {
  let p = 0
  let t = 0
  let behindStar = -1
  let starReach = 0
  while (t < text.length) {
    const code = pattern[p]
    if (code === ANY) {
      behindStar = ++p
      starReach = t
    } else if (code === ONE || code === text.charCodeAt(t)) {
      p++
      t++
    } else if (behindStar >= 0) {
      p = behindStar
      t = ++starReach
    } else return false
  }
  while (pattern[p] === ANY) p++
  return p === pattern.length
}

/** Keeps every place of the pattern that the text so far may have come to. */
function matchesInSegments(pattern: Pattern, text: string): boolean {
  let places = passStars(pattern, new Set([0]))
  for (let t = 0; t < text.length && places.size > 0; t++) {
    const character = text.charCodeAt(t)
    const next = new Set<number>()
    for (const p of places) {
      const code = pattern[p]
      if (code === ANY || (code === ANY_BUT_COLON && character !== COLON)) next.add(p)
      if (code === ONE || code === character) next.add(p + 1)
    }
    places = passStars(pattern, next)
  }
  return places.has(pattern.length)
}

/** A star may stand for nothing. Places that are added are visited in the same loop. */
function passStars(pattern: Pattern, places: Set<number>): Set<number> {
  for (const p of places) if (pattern[p] === ANY || pattern[p] === ANY_BUT_COLON) places.add(p + 1)
  return places
}

/** The cheapest test for a pattern that is known once and for all. */
export function patternTest(pattern: Pattern): (text: string) => boolean {
  const firstWildcard = pattern.findIndex((code) => code < 0)
  if (firstWildcard < 0) {
    const whole = textOf(pattern)
    return (text) => text === whole
  }
  if (pattern.length === 1 && pattern[0] === ANY) return anything
  const prefix = textOf(pattern.slice(0, firstWildcard))
  if (firstWildcard === pattern.length - 1 && pattern[firstWildcard] === ANY)
    return (text) => text.startsWith(prefix)
  return (text) => text.startsWith(prefix) && matchesPattern(pattern, text)
}

const anything = () => true

function textOf(codes: Pattern): string {
  return codes.map((code) => String.fromCharCode(code)).join('')
}
