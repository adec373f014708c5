import type { ComponentVersion } from './component.ts'
import { publishedVersions } from './public-component-versions.ts'
import type { Manifest, Recipe } from './recipe.ts'

/**
 * The components that AWS publishes, so that deployments which name them resolve. Their recipes and artifacts are AWS's own;
 * what is here are stand-ins that fit every device and run nothing.
 */
export function publicVersionsOf(name: string, region: string): readonly ComponentVersion[] {
  if (!isPublicComponent(name)) return []
  const known = versionsOfRegion.get(region) ?? new Map<string, readonly ComponentVersion[]>()
  versionsOfRegion.set(region, known)
  const found = known.get(name)
  if (found) return found
  const made = (publishedVersions[name] ?? []).map((version) => versionOf(name, version, region))
  known.set(name, made)
  return made
}

export function publicComponentNames(): readonly string[] {
  return Object.keys(publishedVersions)
}

function isPublicComponent(name: string): boolean {
  return Object.hasOwn(publishedVersions, name)
}

const versionsOfRegion = new Map<string, Map<string, readonly ComponentVersion[]>>()

/** When the newest of the list was published, near enough for an order in time. */
const PUBLISHED_MS = Date.UTC(2026, 6, 20)

function versionOf(name: string, version: string, region: string): ComponentVersion {
  return {
    accountId: 'aws',
    region,
    componentName: name,
    componentVersion: version,
    recipe: recipeOf(name, version),
    createdMs: PUBLISHED_MS,
  }
}

function recipeOf(name: string, version: string): Recipe {
  return {
    RecipeFormatVersion: '2020-01-25',
    ComponentName: name,
    ComponentVersion: version,
    ComponentType: typeOf(name, version),
    ComponentPublisher: 'AWS',
    Manifests: [manifestOf(name)],
    Lifecycle: {},
  }
}

function typeOf(name: string, version: string): Recipe['ComponentType'] {
  if (name === 'aws.greengrass.Nucleus' || name === 'aws.greengrass.NucleusLite')
    return 'aws.greengrass.nucleus'
  if (lambdas.has(name) || (lambdasOnce.has(name) && version.startsWith('2.')))
    return 'aws.greengrass.lambda'
  return plugins.has(name) ? 'aws.greengrass.plugin' : 'aws.greengrass.generic'
}

const lambdas = new Set([
  'aws.greengrass.KinesisFirehose',
  'aws.greengrass.Modbus',
  'aws.greengrass.SNS',
])

/** From their third major version on they are functions no more. */
const lambdasOnce = new Set(['aws.greengrass.Cloudwatch', 'aws.greengrass.DeviceDefender'])

const plugins = new Set([
  'aws.greengrass.Cli',
  'aws.greengrass.DiskSpooler',
  'aws.greengrass.LambdaManager',
  'aws.greengrass.LocalDebugConsole',
  'aws.greengrass.LogManager',
  'aws.greengrass.SecretManager',
  'aws.greengrass.ShadowManager',
  'aws.greengrass.clientdevices.Auth',
  'aws.greengrass.clientdevices.IPDetector',
  'aws.greengrass.clientdevices.mqtt.Bridge',
  'aws.greengrass.clientdevices.mqtt.Moquette',
  'aws.greengrass.crypto.Pkcs11Provider',
  'aws.greengrass.telemetry.NucleusEmitter',
])

/** Both runtimes take what asks for any; the two nuclei are each for their own. */
function manifestOf(name: string): Manifest {
  const runtime =
    name === 'aws.greengrass.NucleusLite'
      ? 'aws_nucleus_lite'
      : name === 'aws.greengrass.Nucleus'
        ? undefined
        : '*'
  return {
    Platform: { os: '*', ...(runtime === undefined ? {} : { runtime }) },
    Lifecycle: {},
    Artifacts: [],
  }
}
