/**
 * A component's recipe as the service keeps it and hands it out: property names in upper camel case, defaults filled in.
 * https://docs.aws.amazon.com/greengrass/v2/developerguide/component-recipe-reference.html
 */
export interface Recipe {
  readonly RecipeFormatVersion: '2020-01-25'
  readonly ComponentName: string
  readonly ComponentVersion: string
  readonly ComponentType: ComponentType
  readonly ComponentDescription?: string
  readonly ComponentPublisher?: string
  /** The Lambda function that a component was made from. */
  readonly ComponentSource?: string
  readonly ComponentConfiguration?: { readonly DefaultConfiguration?: JsonObject }
  readonly ComponentDependencies?: Readonly<Record<string, Dependency>>
  /** A device takes the first whose platform is its own. */
  readonly Manifests: readonly Manifest[]
  readonly Lifecycle: JsonObject
}

export type ComponentType = (typeof componentTypes)[number]

export const componentTypes = [
  'aws.greengrass.generic',
  'aws.greengrass.lambda',
  'aws.greengrass.plugin',
  'aws.greengrass.nucleus',
] as const

export interface Dependency {
  /** A range in npm's grammar. */
  readonly VersionRequirement: string
  readonly DependencyType: 'HARD' | 'SOFT'
}

export interface Manifest {
  readonly Name?: string
  readonly Platform?: Platform
  /** Kept as its author wrote it, letter case included: devices differ in what they read. */
  readonly Lifecycle: JsonObject
  readonly Selections?: readonly string[]
  readonly Artifacts: readonly Artifact[]
}

/** What a manifest demands of a device: see platform-matching. */
export type Platform = Readonly<Record<string, string>>

export interface Artifact {
  readonly Uri: string
  readonly Digest?: string
  readonly Algorithm?: 'SHA-256'
  readonly Unarchive: 'NONE' | 'ZIP'
  readonly Permission: {
    readonly Read: 'NONE' | 'OWNER' | 'ALL'
    readonly Execute: 'NONE' | 'OWNER' | 'ALL'
  }
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [name: string]: JsonValue
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
