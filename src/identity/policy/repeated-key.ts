/**
 * The first key that an object of this JSON text has twice. `JSON.parse` keeps the last of them and says nothing: a policy
 * would be weaker than it reads. The text must be sound JSON.
 */
export function repeatedKey(json: string): string | undefined {
  /** The keys of every object that is open, and undefined for every list. */
  const open: (Set<string> | undefined)[] = []
  let lastText: string | undefined
  for (const [token] of json.matchAll(TOKENS)) {
    if (token.startsWith('"')) lastText = token
    else if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === ':') {
      const key = String(JSON.parse(lastText ?? '""'))
      const keys = open.at(-1)
      if (keys?.has(key)) return key
      keys?.add(key)
    } else open.pop()
  }
  return undefined
}

/** Texts, and outside of them the marks that give JSON its shape. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs
