/**
 * The values of a request's context keys, asked for one at a time and only when a statement needs them. Keys come in lower
 * case (`aws:principaltag/costcenter`), because neither their names nor the tag keys within them have case. A key that the
 * request does not have is undefined; a list stands for a key that AWS calls multivalued.
 */
export type ContextLookup = (key: string) => ContextValue | undefined

export type ContextValue = string | readonly string[]
