import semver from 'semver'

const VERSION_CHARACTERS_MAX = 64
const NUMBER_MAX = 999_999

/** What is wrong with a component's version, in the service's words; undefined for a good one. */
export function versionFault(version: string): string | undefined {
  if (version.length > VERSION_CHARACTERS_MAX)
    return `Component version length exceeds ${VERSION_CHARACTERS_MAX} characters`
  const parsed = /^\d\S*$/.test(version) ? semver.parse(version) : null
  // The library forgives white space around a version; an ARN does not.
  if (!parsed || parsed.raw !== version)
    return `Component version '${version}' is not a semantic version`
  if (Math.max(parsed.major, parsed.minor, parsed.patch) > NUMBER_MAX)
    return "Component version major, minor, patch can't exceed 6 digits"
  return undefined
}

/** Whether the text is a range in npm's grammar: `^1.2.0`, `>=1.0.0 <2.0.0 || 3.x`. */
export function isVersionRequirement(text: string): boolean {
  return semver.validRange(text) !== null
}

/** Prereleases satisfy only a requirement that names one of the same version. */
export function satisfies(version: string, requirement: string): boolean {
  return semver.satisfies(version, requirement)
}

/** Greatest first: `1.10.0`, `1.9.0`, `1.9.0-rc.1`. */
export function greatestFirst<T extends { readonly componentVersion: string }>(
  versions: readonly T[],
): T[] {
  return versions.toSorted((a, b) => compareGreatestFirst(a.componentVersion, b.componentVersion))
}

export function greatest<T extends { readonly componentVersion: string }>(
  versions: readonly T[],
): T | undefined {
  let found: T | undefined
  for (const version of versions)
    if (!found || compareGreatestFirst(version.componentVersion, found.componentVersion) < 0)
      found = version
  return found
}

/** Negative when `a` comes first in an order of greatest first. */
export function compareGreatestFirst(a: string, b: string): number {
  return semver.compareBuild(b, a)
}
