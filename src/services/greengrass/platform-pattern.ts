/**
 * Patterns of platforms: `/linux|darwin/`, `/arm(v[67]l)?/`. Written by whoever may create a component and matched against
 * what any device sends, so they run on a machine of states whose time grows with pattern and text and no faster, where a
 * backtracking one could be made to run for hours. It knows literals, escapes, `.`, classes, groups, `|`, `*`, `+` and `?`.
 */
export type WholeMatch = (text: string) => boolean

const PATTERN_CHARACTERS_MAX = 256
const TEXT_CHARACTERS_MAX = 1024

/** Undefined for a pattern that is too long, or not written in what is known here. */
export function compilePattern(pattern: string): WholeMatch | undefined {
  if (pattern.length > PATTERN_CHARACTERS_MAX) return undefined
  const reader: Reader = { pattern, at: 0 }
  const node = readChoice(reader)
  if (!node || reader.at < pattern.length) return undefined
  const steps: Step[] = []
  compile(node, steps)
  return (text) => text.length <= TEXT_CHARACTERS_MAX && isWhole(steps, text)
}

type Accepts = (character: string) => boolean

type Node =
  | { readonly kind: 'one'; readonly accepts: Accepts }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly min: 0 | 1; readonly isEndless: boolean }

interface Reader {
  readonly pattern: string
  at: number
}

function readChoice(reader: Reader): Node | undefined {
  const options: Node[] = []
  do {
    if (options.length > 0) reader.at++
    const option = readSequence(reader)
    if (!option) return undefined
    options.push(option)
  } while (reader.pattern[reader.at] === '|')
  return { kind: 'choice', options }
}

function readSequence(reader: Reader): Node | undefined {
  const parts: Node[] = []
  for (;;) {
    const next = reader.pattern[reader.at]
    if (next === undefined || next === '|' || next === ')') return { kind: 'sequence', parts }
    const one = readOne(reader)
    if (!one) return undefined
    parts.push(withRepeat(reader, one))
  }
}

function withRepeat(reader: Reader, of: Node): Node {
  const sign = reader.pattern[reader.at]
  if (sign !== '*' && sign !== '+' && sign !== '?') return of
  reader.at++
  return { kind: 'repeat', of, min: sign === '+' ? 1 : 0, isEndless: sign !== '?' }
}

function readOne(reader: Reader): Node | undefined {
  const character = reader.pattern[reader.at++] ?? ''
  if (character === '(') return readGroup(reader)
  if (character === '[') return readClass(reader)
  if (character === '.') return { kind: 'one', accepts: () => true }
  if (character === '\\') {
    const accepts = readEscape(reader)
    return accepts && { kind: 'one', accepts }
  }
  return /[*+?{}\])^$]/.test(character)
    ? undefined
    : { kind: 'one', accepts: (given) => given === character }
}

function readGroup(reader: Reader): Node | undefined {
  if (reader.pattern.startsWith('?:', reader.at)) reader.at += 2
  const inside = readChoice(reader)
  return inside && reader.pattern[reader.at++] === ')' ? inside : undefined
}

function readClass(reader: Reader): Node | undefined {
  const isNegated = reader.pattern[reader.at] === '^'
  if (isNegated) reader.at++
  const tests: Accepts[] = []
  while (reader.pattern[reader.at] !== ']') {
    const accepts = readClassItem(reader)
    if (!accepts) return undefined
    tests.push(accepts)
  }
  reader.at++
  if (tests.length === 0) return undefined
  return { kind: 'one', accepts: (given) => tests.some((test) => test(given)) !== isNegated }
}

function readClassItem(reader: Reader): Accepts | undefined {
  const [from, dash, to] = reader.pattern.slice(reader.at, reader.at + 3)
  if (from === undefined || from === '[') return undefined
  reader.at++
  if (from === '\\') return readEscape(reader)
  if (dash !== '-' || to === undefined || to === ']') return (given) => given === from
  reader.at += 2
  return to === '\\' || to < from ? undefined : (given) => given >= from && given <= to
}

function readEscape(reader: Reader): Accepts | undefined {
  const letter = reader.pattern[reader.at++] ?? ''
  if (letter === 'd') return (given) => /^[0-9]$/.test(given)
  if (letter === 'w') return (given) => /^[a-zA-Z0-9_]$/.test(given)
  return /^[^a-zA-Z0-9]$/.test(letter) ? (given) => given === letter : undefined
}

/** One step of the machine: take a character and go to the next step, or go on at any of several without taking one. */
type Step = { readonly accepts: Accepts } | { readonly to: number[] }

function compile(node: Node, steps: Step[]): void {
  switch (node.kind) {
    case 'one':
      steps.push({ accepts: node.accepts })
      return
    case 'sequence':
      for (const part of node.parts) compile(part, steps)
      return
    case 'choice': {
      const fork: number[] = []
      const exits: number[][] = []
      steps.push({ to: fork })
      for (const option of node.options) {
        fork.push(steps.length)
        compile(option, steps)
        const exit: number[] = []
        exits.push(exit)
        steps.push({ to: exit })
      }
      for (const exit of exits) exit.push(steps.length)
      return
    }
    case 'repeat': {
      const body = steps.length + 1
      const entry = [body]
      steps.push({ to: entry })
      compile(node.of, steps)
      const again = node.isEndless ? [steps.length + 1, body] : [steps.length + 1]
      steps.push({ to: again })
      if (node.min === 0) entry.push(steps.length)
    }
  }
}

function isWhole(steps: readonly Step[], text: string): boolean {
  let reached = closure(steps, [0])
  for (const character of text)
    reached = closure(
      steps,
      [...reached].flatMap((at) => {
        const step = steps[at]
        return step && 'accepts' in step && step.accepts(character) ? [at + 1] : []
      }),
    )
  return reached.has(steps.length)
}

/** Every step that can be reached without taking a character; the one behind the last means the end. */
function closure(steps: readonly Step[], from: readonly number[]): Set<number> {
  const reached = new Set<number>()
  const waiting = [...from]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (reached.has(at)) continue
    reached.add(at)
    const step = steps[at]
    if (step && 'to' in step) waiting.push(...step.to)
  }
  return reached
}
