import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { parsePolicy } from './parse-policy.ts'
import type { PolicyKind } from './policy.ts'

/**
 * Compiled policies by the text of their documents; those not used for long are forgotten. The same text is compiled once
 * however many users have it.
 */
export class PolicyCache {
  readonly #generationMax: number
  /** Apart by kind: the same text may be sound in one and malformed in another. */
  readonly #compiled: Readonly<Record<PolicyKind, Generations>> = {
    identity: { young: new Map(), old: new Map() },
    trust: { young: new Map(), old: new Map() },
    resource: { young: new Map(), old: new Map() },
    session: { young: new Map(), old: new Map() },
  }

  /** @param documentsMax of each kind */
  constructor(documentsMax: number) {
    this.#generationMax = Math.ceil(documentsMax / 2)
  }

  /** Throws `MalformedPolicy` each time for a document that is none. */
  compiled(text: string, kind: PolicyKind): CompiledPolicy {
    const generations = this.#compiled[kind]
    const known = generations.young.get(text)
    if (known) return known
    const policy = generations.old.get(text) ?? compilePolicy(parsePolicy(text, kind))
    if (generations.young.size >= this.#generationMax) {
      generations.old = generations.young
      generations.young = new Map()
    }
    generations.young.set(text, policy)
    return policy
  }
}

/**
 * What is used moves to the young; when those are full they become the old, and the old before them are forgotten. Unlike
 * an order of last use this changes nothing when a policy is found, which is what happens on every call.
 */
interface Generations {
  young: Map<string, CompiledPolicy>
  old: Map<string, CompiledPolicy>
}
