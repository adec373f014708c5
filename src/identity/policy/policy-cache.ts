import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { parsePolicy } from './parse-policy.ts'
import type { PolicyKind } from './policy.ts'

/**
 * Compiled policies by the text of their documents, the least recently used forgotten first. The same text is compiled once
 * however many users have it.
 */
export class PolicyCache {
  readonly #documentsMax: number
  /** Apart by kind: the same text may be sound in one and malformed in another. */
  readonly #compiled: Readonly<Record<PolicyKind, Map<string, CompiledPolicy>>> = {
    identity: new Map(),
    trust: new Map(),
    resource: new Map(),
    session: new Map(),
  }

  /** @param documentsMax of each kind */
  constructor(documentsMax: number) {
    this.#documentsMax = documentsMax
  }

  /** Throws `MalformedPolicy` each time for a document that is none. */
  compiled(text: string, kind: PolicyKind): CompiledPolicy {
    const documents = this.#compiled[kind]
    const known = documents.get(text)
    const policy = known ?? compilePolicy(parsePolicy(text, kind))
    // Put behind the others, so that the first is the one not used for longest.
    documents.delete(text)
    if (documents.size >= this.#documentsMax) forgetFirst(documents)
    documents.set(text, policy)
    return policy
  }
}

function forgetFirst(documents: Map<string, CompiledPolicy>): void {
  for (const text of documents.keys()) {
    documents.delete(text)
    return
  }
}
