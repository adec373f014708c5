/** How documents differ in one member, named by its path. */
export interface Difference {
  readonly path: string
  /** One value a document, as JSON; undefined where it has no such member. */
  readonly values: readonly (string | undefined)[]
  readonly isSame: boolean
}

/** Every member that any of the documents has, in the order in which they come up. */
export function differencesOf(documents: readonly unknown[]): Difference[] {
  const leaves = documents.map((document) => new Map(leavesOf(document, '')))
  const paths = new Set(leaves.flatMap((map) => [...map.keys()]))
  return [...paths].map((path) => {
    const values = leaves.map((map) => map.get(path))
    return { path, values, isSame: values.every((value) => value === values[0]) }
  })
}

function leavesOf(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return [[path, JSON.stringify(value) ?? 'null']]
  const isList = Array.isArray(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return members.flatMap(([name, member]) => {
    const step = isList ? `[${name}]` : path === '' ? name : `.${name}`
    return leavesOf(member, path + step)
  })
}
