import { compilePattern } from './platform-pattern.ts'
import type { Manifest, Platform, Recipe } from './recipe.ts'

/** What a device says about itself: `os`, `architecture`, `runtime`, and names of its owner's choice. */
export type PlatformAttributes = Readonly<Record<string, string>>

const LITE = 'aws_nucleus_lite'

/** The manifest that a device takes: the first whose platform is its own. */
export function manifestFor(recipe: Recipe, device: PlatformAttributes): Manifest | undefined {
  return recipe.Manifests.find(({ Platform: platform = {} }) => matches(platform, device))
}

/**
 * Whether a device is of a platform: every attribute that the platform names must fit, what else the device has does not
 * count. A manifest that says nothing of the runtime was written before there was nucleus lite, and is not for it.
 */
export function matches(platform: Platform, device: PlatformAttributes): boolean {
  if (device['runtime'] === LITE && platform['runtime'] === undefined) return false
  return Object.entries(platform).every(([name, wanted]) => fits(name, wanted, device[name]))
}

/** Why a manifest's platform is not accepted; undefined for a good one. */
export function platformFault(platform: Platform): string | undefined {
  for (const [name, value] of Object.entries(platform)) {
    if (value === '*') continue
    const pattern = patternIn(value)
    if (pattern === undefined && !/^[a-zA-Z0-9]/.test(value))
      return `The platform attribute ${name} must start with a letter or digit, or be '*' or a pattern between slashes`
    if (pattern !== undefined && !compilePattern(pattern))
      return `The pattern of the platform attribute ${name} is not supported`
  }
  return undefined
}

function fits(name: string, wanted: string, has: string | undefined): boolean {
  if (wanted === '*') return true
  if (has === undefined || has.trim() === '') return false
  const pattern = patternIn(wanted)
  if (pattern !== undefined) return compilePattern(pattern)?.(has) ?? false
  // The words of recipes older than the asterisk.
  if ((name === 'os' || name === 'architecture') && (wanted === 'all' || wanted === 'any'))
    return true
  return wanted === has
}

function patternIn(value: string): string | undefined {
  return value.length > 1 && value.startsWith('/') && value.endsWith('/')
    ? value.slice(1, -1)
    : undefined
}
