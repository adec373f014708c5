import type { Policy } from './policy/policy.ts'
import { templateOf } from './policy/variables.ts'

/** The context keys that a policy asks about, in conditions and in variables; each once, as it is first written. */
export function contextKeysOf(policies: readonly Policy[]): string[] {
  const keys = new Map<string, string>()
  const add = (key: string) => keys.set(key.toLowerCase(), keys.get(key.toLowerCase()) ?? key)
  for (const { version, statements } of policies) {
    const hasVariables = version === '2012-10-17'
    for (const { conditions, resources } of statements) {
      for (const { key } of conditions) add(key)
      const texts = [...(resources?.patterns ?? []), ...conditions.flatMap(({ values }) => values)]
      for (const text of texts)
        for (const part of templateOf(text, hasVariables))
          if (part.kind === 'variable') add(part.key)
    }
  }
  return [...keys.values()]
}
