import { invalidField } from './errors.ts'
import { checkGlobalLifecycle, checkLifecycle } from './lifecycle-rules.ts'
import { platformFault } from './platform-matching.ts'
import {
  type Artifact,
  componentTypes,
  type Dependency,
  type JsonObject,
  type JsonValue,
  type Manifest,
  type Platform,
  type Recipe,
} from './recipe.ts'
import { fieldsOf, listAt, objectAt, pathOf, textAt, wordAt } from './recipe-fields.ts'
import { isVersionRequirement, versionFault } from './version.ts'

const NAME_CHARACTERS_MAX = 128

/** An author's recipe as the service keeps it. Throws the ValidationException for the first thing that is wrong with it. */
export function parseRecipe(written: JsonObject): Recipe {
  const fields = fieldsOf(written, recipeFields, '')
  const name = textAt(fields.ComponentName, 'ComponentName')
  checkName(name)
  const version = checkedVersion(fields.ComponentVersion)
  const type = wordAt(fields.ComponentType, componentTypes, 'ComponentType')
  const description = textAt(fields.ComponentDescription, 'ComponentDescription')
  const publisher = textAt(fields.ComponentPublisher, 'ComponentPublisher')
  const source = textAt(fields.ComponentSource, 'ComponentSource')
  const lifecycle = objectAt(fields.Lifecycle ?? {}, 'Lifecycle')
  checkGlobalLifecycle(lifecycle, 'Lifecycle')
  return {
    RecipeFormatVersion: formatVersion(fields.RecipeFormatVersion),
    ComponentName: name,
    ComponentVersion: version,
    ComponentType: type ?? 'aws.greengrass.generic',
    ...(description === undefined ? {} : { ComponentDescription: description }),
    ...(publisher === undefined ? {} : { ComponentPublisher: publisher }),
    ...(source === undefined ? {} : { ComponentSource: checkedSource(source) }),
    ...configurationOf(fields.ComponentConfiguration),
    ...dependenciesOf(fields.ComponentDependencies),
    Manifests: manifestsOf(fields.Manifests),
    Lifecycle: lifecycle,
  }
}

/** The name that authorization needs before anything else of a recipe is looked at. */
export function nameIn(written: JsonObject): string | undefined {
  const [, name] =
    Object.entries(written).find(([key]) => key.toLowerCase() === 'componentname') ?? []
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** Every rule for the name of a component. */
export function checkName(name: string | undefined): asserts name is string {
  const fault = nameFault(name)
  if (fault) throw invalidField('ComponentName', fault)
}

const recipeFields = [
  'RecipeFormatVersion',
  'ComponentName',
  'ComponentVersion',
  'ComponentType',
  'ComponentDescription',
  'ComponentPublisher',
  'ComponentSource',
  'ComponentConfiguration',
  'ComponentDependencies',
  'Manifests',
  'Lifecycle',
] as const

function formatVersion(value: JsonValue | undefined): Recipe['RecipeFormatVersion'] {
  if (value === undefined)
    throw invalidField('RecipeFormatVersion', 'recipeFormatVersion is marked non-null but is null')
  if (value === '2020-01-25') return value
  throw invalidField('RecipeFormatVersion', "RecipeFormatVersion must be '2020-01-25'")
}

function nameFault(name: string | undefined): string | undefined {
  if (name === undefined) return 'Component name is null'
  if (name === '') return 'Component name is empty'
  if (name.length > NAME_CHARACTERS_MAX)
    return `Component name length exceeds ${NAME_CHARACTERS_MAX} characters`
  if (!/^[a-zA-Z0-9\-_.]+$/.test(name))
    return 'Component name could only include characters of ALPHA/DIGIT/"-"/"."/"_"'
  return undefined
}

function checkedVersion(value: JsonValue | undefined): string {
  const at = 'ComponentVersion'
  if (value === undefined) throw invalidField(at, 'Component version is null')
  // YAML reads an unquoted 1.0 as a number, and that is no version.
  const version = typeof value === 'number' ? String(value) : (textAt(value, at) ?? '')
  const fault = versionFault(version)
  if (fault) throw invalidField(at, fault)
  return version
}

function checkedSource(source: string): string {
  if (/^arn:[^:]*:lambda:[^:]+:[0-9]+:function:[^:]+(?::[^:]+)?$/.test(source)) return source
  throw invalidField('ComponentSource', 'ComponentSource must be the ARN of a Lambda function')
}

function configurationOf(value: JsonValue | undefined): Pick<Recipe, 'ComponentConfiguration'> {
  if (value === undefined) return {}
  const at = 'ComponentConfiguration'
  const { DefaultConfiguration: configuration } = fieldsOf(value, ['DefaultConfiguration'], at)
  if (configuration === undefined) return { ComponentConfiguration: {} }
  const inside = pathOf(at, 'DefaultConfiguration')
  return { ComponentConfiguration: { DefaultConfiguration: objectAt(configuration, inside) } }
}

function dependenciesOf(value: JsonValue | undefined): Pick<Recipe, 'ComponentDependencies'> {
  if (value === undefined) return {}
  const at = 'ComponentDependencies'
  const entries = Object.entries(objectAt(value, at)).map(
    ([name, item]) => [name, dependencyOf(item, pathOf(at, name))] as const,
  )
  return { ComponentDependencies: Object.fromEntries(entries) }
}

function dependencyOf(value: JsonValue, at: string): Dependency {
  const fields = fieldsOf(value, ['VersionRequirement', 'DependencyType'], at)
  const requirement = textAt(fields.VersionRequirement, pathOf(at, 'VersionRequirement'))
  if (requirement === undefined)
    throw invalidField(at, 'versionRequirement is marked non-null but is null')
  if (!isVersionRequirement(requirement))
    throw invalidField(at, `The version requirement '${requirement}' is not valid`)
  const type = wordAt(fields.DependencyType, ['HARD', 'SOFT'], pathOf(at, 'DependencyType'))
  return { VersionRequirement: requirement, DependencyType: type ?? 'HARD' }
}

function manifestsOf(value: JsonValue | undefined): readonly Manifest[] {
  const manifests = listAt(value, 'Manifests')
  // No device could ever run a component without one.
  if (manifests.length === 0) throw invalidField('Manifests', 'Manifests is null or empty')
  return manifests.map((manifest, i) => manifestOf(manifest, pathOf('Manifests', i)))
}

function manifestOf(value: JsonValue, at: string): Manifest {
  const names = ['Name', 'Platform', 'Lifecycle', 'Selections', 'Artifacts'] as const
  const fields = fieldsOf(value, names, at)
  const name = textAt(fields.Name, pathOf(at, 'Name'))
  const lifecycle = objectAt(fields.Lifecycle ?? {}, pathOf(at, 'Lifecycle'))
  checkLifecycle(lifecycle, pathOf(at, 'Lifecycle'))
  const selections = listAt(fields.Selections, pathOf(at, 'Selections')).map(
    (item) => textAt(item, pathOf(at, 'Selections')) ?? '',
  )
  return {
    ...(name === undefined ? {} : { Name: name }),
    ...platformOf(fields.Platform, pathOf(at, 'Platform')),
    Lifecycle: lifecycle,
    ...(fields.Selections === undefined ? {} : { Selections: selections }),
    Artifacts: artifactsOf(fields.Artifacts, pathOf(at, 'Artifacts')),
  }
}

function platformOf(value: JsonValue | undefined, at: string): Pick<Manifest, 'Platform'> {
  if (value === undefined) return {}
  const entries = Object.entries(objectAt(value, at)).flatMap(([name, item]) => {
    const text = item === null ? undefined : textAt(item, pathOf(at, name))
    return text === undefined ? [] : [[name, text] as const]
  })
  const platform: Platform = Object.fromEntries(entries)
  const fault = platformFault(platform)
  if (fault) throw invalidField(at, fault)
  return { Platform: platform }
}

function artifactsOf(value: JsonValue | undefined, at: string): readonly Artifact[] {
  const items = listAt(value, at)
  const artifacts = items.map((item, i) => artifactOf(item, pathOf(at, i)))
  const files = artifacts.map(({ Uri }) => Uri.slice(Uri.lastIndexOf('/') + 1))
  const repeated = files.find((file, i) => files.indexOf(file) !== i)
  if (repeated !== undefined)
    throw invalidField(at, `Artifacts of a manifest must have different file names: '${repeated}'`)
  return artifacts
}

/** Digest and algorithm are the service's to fill in: what the author wrote there does not count. */
function artifactOf(value: JsonValue, at: string): Artifact {
  const names = ['Uri', 'Digest', 'Algorithm', 'Unarchive', 'Permission'] as const
  const fields = fieldsOf(value, names, at)
  const uri = textAt(fields.Uri, pathOf(at, 'Uri'))
  if (uri === undefined) throw invalidField(at, 'uri is marked non-null but is null')
  if (!/^[a-zA-Z][a-zA-Z0-9+.-]*:./.test(uri))
    throw invalidField(pathOf(at, 'Uri'), `The artifact URI '${uri}' is not valid`)
  const permission = fieldsOf(
    fields.Permission ?? {},
    ['Read', 'Execute'],
    pathOf(at, 'Permission'),
  )
  const owners = ['NONE', 'OWNER', 'ALL'] as const
  return {
    Uri: uri,
    Unarchive: wordAt(fields.Unarchive, ['NONE', 'ZIP'], pathOf(at, 'Unarchive')) ?? 'NONE',
    Permission: {
      Read: wordAt(permission.Read, owners, pathOf(at, 'Permission.Read')) ?? 'OWNER',
      Execute: wordAt(permission.Execute, owners, pathOf(at, 'Permission.Execute')) ?? 'NONE',
    },
  }
}
