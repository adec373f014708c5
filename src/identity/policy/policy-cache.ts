import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { parsePolicy } from './parse-policy.ts'
import type { PolicyKind } from './policy.ts'

/**
 * Compiled policies by the text of their documents, the least recently used forgotten first. The same text is compiled once
 * however many users have it.
 */
export class PolicyCache {
  readonly #documentsMax: number
  readonly #compiled = new Map<string, CompiledPolicy>()

  constructor(documentsMax: number) {
    this.#documentsMax = documentsMax
  }

  /** Throws `MalformedPolicy` each time for a document that is none. */
  compiled(text: string, kind: PolicyKind): CompiledPolicy {
    const key = `${kind} ${text}`
    const known = this.#compiled.get(key)
    const policy = known ?? compilePolicy(parsePolicy(text, kind))
    if (known) this.#compiled.delete(key)
    else if (this.#compiled.size >= this.#documentsMax) this.#forgetOldest()
    this.#compiled.set(key, policy)
    return policy
  }

  get size(): number {
    return this.#compiled.size
  }

  #forgetOldest(): void {
    for (const key of this.#compiled.keys()) {
      this.#compiled.delete(key)
      return
    }
  }
}
