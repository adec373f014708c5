import type { ContextValue } from './policy/context.ts'
import type { Tag } from './tag.ts'

/** What an identity provider says about the session that it asks for, besides who it is for. */
export interface SessionAttributes {
  readonly tags: readonly Tag[]
  /** Keys of those tags that go along when the session assumes another role. */
  readonly transitiveTagKeys: readonly string[]
  readonly sourceIdentity?: string
}

/** Context keys that only a trust policy sees. */
export type FederatedKeys = Readonly<Record<string, ContextValue>>

/** One value stands for itself, several are a multivalued key, none is no key. */
export function federatedKeys(
  entries: readonly (readonly [name: string, values: readonly string[]])[],
): FederatedKeys {
  const keys: Record<string, ContextValue> = {}
  for (const [name, values] of entries) {
    const [only, ...others] = values
    if (only !== undefined) keys[name] = others.length ? values : only
  }
  return keys
}
