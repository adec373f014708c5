import type { LambdaFunctionRecipeSource } from '@aws-sdk/client-greengrassv2'
import type { Call } from '../operation.ts'
import { artifactUri } from './artifacts.ts'
import { invalidField, nothingToAuthorize } from './errors.ts'
import { lambdaConfiguration } from './lambda-configuration.ts'
import { matches, platformFault } from './platform-matching.ts'
import type { Dependency, Manifest, Recipe } from './recipe.ts'
import { checkName } from './recipe-parser.ts'
import { isVersionRequirement, versionFault } from './version.ts'

export interface LambdaVersion {
  readonly arn: string
  readonly functionName: string
  readonly version: number
}

/** A version of a Lambda function by its ARN; undefined for anything else, `$LATEST` and aliases included. */
export function lambdaVersionOf(arn: string): LambdaVersion | undefined {
  const [, functionName, version] =
    /^arn:aws:lambda:[^:]+:\d{12}:function:([a-zA-Z0-9_-]{1,140}):(\d{1,6})$/.exec(arn) ?? []
  if (functionName === undefined) return undefined
  return { arn, functionName, version: Number(version) }
}

export function lambdaComponentName(source: LambdaFunctionRecipeSource): string | undefined {
  return source.componentName ?? lambdaVersionOf(source.lambdaArn ?? '')?.functionName
}

/**
 * The recipe of a component made from a Lambda function: it runs by the components that AWS publishes for that, and carries
 * the function's settings as configuration. Throws what CreateComponentVersion answers.
 */
export function lambdaRecipe(source: LambdaFunctionRecipeSource, call: Call): Recipe {
  const lambda = lambdaVersionOf(source.lambdaArn ?? '')
  if (!lambda) throw nothingToAuthorize(call)
  const [, , , region, accountId] = lambda.arn.split(':')
  if (region !== call.region || accountId !== call.accountId)
    throw invalidField(
      'lambdaFunction.lambdaArn',
      `The Lambda function must be in account ${call.accountId} and Region ${call.region}.`,
    )
  const name = source.componentName ?? lambda.functionName
  checkName(name)
  const version = source.componentVersion ?? `${lambda.version}.0.0`
  const fault = versionFault(version)
  if (fault) throw invalidField('lambdaFunction.componentVersion', fault)
  return {
    RecipeFormatVersion: '2020-01-25',
    ComponentName: name,
    ComponentVersion: version,
    ComponentType: 'aws.greengrass.lambda',
    ComponentPublisher: 'AWS Lambda',
    ComponentSource: lambda.arn,
    ComponentConfiguration: {
      DefaultConfiguration: lambdaConfiguration(lambda, source.componentLambdaParameters),
    },
    ComponentDependencies: dependenciesOf(source),
    Manifests: manifestsOf(source, lambda),
    Lifecycle: {},
  }
}

const runtimeDependencies: Readonly<Record<string, Dependency>> = {
  'aws.greengrass.LambdaLauncher': { VersionRequirement: '^2.0.0', DependencyType: 'HARD' },
  'aws.greengrass.TokenExchangeService': { VersionRequirement: '^2.0.0', DependencyType: 'HARD' },
  'aws.greengrass.LambdaRuntimes': { VersionRequirement: '^2.0.0', DependencyType: 'SOFT' },
  'aws.greengrass.LambdaManager': { VersionRequirement: '^2.0.0', DependencyType: 'SOFT' },
}

function dependenciesOf({
  componentDependencies = {},
}: LambdaFunctionRecipeSource): Readonly<Record<string, Dependency>> {
  const named = Object.entries(componentDependencies).map(([name, given]) => {
    const requirement = given.versionRequirement ?? '*'
    if (!isVersionRequirement(requirement))
      throw invalidField(
        `lambdaFunction.componentDependencies.${name}.versionRequirement`,
        `The version requirement '${requirement}' is not valid`,
      )
    const dependency: Dependency = {
      VersionRequirement: requirement,
      DependencyType: given.dependencyType ?? 'HARD',
    }
    return [name, dependency] as const
  })
  return { ...runtimeDependencies, ...Object.fromEntries(named) }
}

function manifestsOf(source: LambdaFunctionRecipeSource, lambda: LambdaVersion): Manifest[] {
  const platforms = source.componentPlatforms ?? []
  const asked = platforms.length > 0 ? platforms : [{ attributes: { os: 'linux' } }]
  return asked.map(({ name, attributes: platform = {} }, i): Manifest => {
    const fault =
      platformFault(platform) ??
      (platform['os'] === undefined || matches({ os: platform['os'] }, { os: 'linux' })
        ? undefined
        : 'Lambda functions run on Linux only')
    if (fault) throw invalidField(`lambdaFunction.componentPlatforms.${i + 1}.attributes`, fault)
    return {
      ...(name === undefined ? {} : { Name: name }),
      Platform: platform,
      Lifecycle: {},
      Artifacts: [
        {
          Uri: artifactUri(lambda.arn, `${lambda.functionName}-${lambda.version}.zip`),
          Unarchive: 'ZIP',
          Permission: { Read: 'OWNER', Execute: 'NONE' },
        },
      ],
    }
  })
}
