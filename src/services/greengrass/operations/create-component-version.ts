import type {
  CreateComponentVersionRequest,
  CreateComponentVersionResponse,
} from '@aws-sdk/client-greengrassv2'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Call, Decision, PreparedCommand } from '../../operation.ts'
import { type ArtifactStore, withDigests } from '../artifacts.ts'
import { TOKEN_VALID_MS, TokensInProgress } from '../client-tokens.ts'
import {
  type ComponentVersion,
  componentArn,
  componentVersions,
  nameKey,
  versionArn,
  versionKey,
  versionsOfName,
  versionsOfScope,
  versionsOfToken,
} from '../component.ts'
import { createdOutput, statusOf } from '../component-output.ts'
import { artifactCall } from '../dependent-calls.ts'
import { conflict, invalidField, nothingToAuthorize, quotaExceeded } from '../errors.ts'
import { lambdaComponentName, lambdaRecipe, lambdaVersionOf } from '../lambda-recipe.ts'
import type { JsonObject, Recipe } from '../recipe.ts'
import { nameIn, parseRecipe } from '../recipe-parser.ts'
import { readRecipeText } from '../recipe-text.ts'
import { checkTags, putTags, tagList } from '../tags.ts'

export const RECIPE_BYTES_MAX = 16 * 1024
export const COMPONENTS_MAX = 5000
export const VERSIONS_MAX = 5000

type Create = PreparedCommand<CreateComponentVersionRequest, CreateComponentVersionResponse>

type Created = Decision<CreateComponentVersionResponse>

export function createComponentVersion(artifacts: ArtifactStore): Create {
  const inProgress = new TokensInProgress()
  return {
    kind: 'prepared-command',
    checkCaller: checkIsNamed,
    resourceArn: componentArnOf,
    requestTags: ({ tags }) => tagList(tags),
    furtherActions: (input, call) =>
      input.tags
        ? [
            {
              action: 'greengrass:TagResource',
              resourceArn: `${componentArnOf(input, call)}:versions:*`,
            },
          ]
        : [],
    prepare(input, call) {
      const { clientToken } = input
      return inProgress.claim(clientToken && `${scopeKey(call)}/${clientToken}`, async () => {
        const repeated = versionOfToken(clientToken, call)
        if (repeated) return (): Created => ({ output: createdOutput(repeated), changes: [] })
        const recipe = recipeOf(input, call)
        checkTags(input.tags)
        if (input.lambdaFunction) return (deciding): Created => create(recipe, input, deciding)
        const { recipe: complete, read } = await withDigests(recipe, artifacts, call)
        const serviceCalls = read.map(({ bucket, key }) => artifactCall(bucket, key))
        return (deciding): Created => ({ ...create(complete, input, deciding), serviceCalls })
      })
    },
  }
}

/** Before policies are asked: without a recipe there is no component that they could be asked about. AWS says it the same way. */
function checkIsNamed(
  { inlineRecipe, lambdaFunction }: CreateComponentVersionRequest,
  call: Call,
): void {
  if (inlineRecipe && lambdaFunction) return
  const isReadable = inlineRecipe
    ? inlineRecipe.length > RECIPE_BYTES_MAX || writtenRecipe(inlineRecipe) !== undefined
    : !lambdaFunction || lambdaVersionOf(lambdaFunction.lambdaArn ?? '') !== undefined
  if (!isReadable) throw nothingToAuthorize(call)
}

function componentArnOf(input: CreateComponentVersionRequest, call: Call): string {
  return componentArn({ ...call, componentName: nameOf(input) ?? '*' })
}

function nameOf(input: CreateComponentVersionRequest): string | undefined {
  if (input.lambdaFunction) return lambdaComponentName(input.lambdaFunction)
  const written = writtenRecipe(input.inlineRecipe)
  return written && nameIn(written)
}

function recipeOf(
  { inlineRecipe, lambdaFunction }: CreateComponentVersionRequest,
  call: Call,
): Recipe {
  if ((inlineRecipe === undefined) === (lambdaFunction === undefined))
    throw invalidField(
      'inlineRecipe',
      'Exactly one of inlineRecipe and lambdaFunction must be given.',
    )
  if (lambdaFunction) return lambdaRecipe(lambdaFunction, call)
  if (inlineRecipe && inlineRecipe.length > RECIPE_BYTES_MAX)
    throw invalidField('inlineRecipe', 'A recipe can have at most 16 KB.')
  const written = writtenRecipe(inlineRecipe)
  if (!written) throw nothingToAuthorize(call)
  return parseRecipe(written)
}

function writtenRecipe(bytes: Uint8Array | undefined): JsonObject | undefined {
  return bytes && bytes.length <= RECIPE_BYTES_MAX ? readRecipeText(bytes) : undefined
}

function create(
  recipe: Recipe,
  { tags = {}, clientToken }: CreateComponentVersionRequest,
  call: Call,
): Created {
  const { accountId, region } = call
  const version: ComponentVersion = {
    accountId,
    region,
    componentName: recipe.ComponentName,
    componentVersion: recipe.ComponentVersion,
    recipe,
    createdMs: call.nowMs,
    ...(clientToken === undefined ? {} : { clientToken }),
  }
  checkIsNew(version, tags, call)
  checkQuotas(version, call)
  return {
    output: createdOutput(version),
    changes: [
      componentVersions.put(versionKey(version), version),
      ...(Object.keys(tags).length > 0 ? [putTags(versionArn(version), tags)] : []),
    ],
  }
}

function checkIsNew(version: ComponentVersion, tags: object, call: Call): void {
  const existing = call.resources.get(componentVersions, versionKey(version))
  if (!existing) return
  const { componentName, componentVersion, accountId } = version
  const which = `Component [${componentName} : ${componentVersion}] for account [${accountId}]`
  throw conflict(
    Object.keys(tags).length > 0
      ? `${which} already exists and can't be created again with tags.`
      : `${which} already exists with state: [${statusOf(existing).componentState}]`,
    'ComponentVersion',
    versionArn(version),
  )
}

function checkQuotas(version: ComponentVersion, call: Call): void {
  const siblings = call.resources.find(versionsOfName, nameKey(version, version.componentName))
  if (siblings.length >= VERSIONS_MAX)
    throw quotaExceeded(
      `A component can have at most ${VERSIONS_MAX} versions.`,
      'ComponentVersionsPerComponent',
    )
  if (siblings.length > 0) return
  const all = call.resources.find(versionsOfScope, scopeKey(call))
  if (all.length < COMPONENTS_MAX) return
  const names = new Set(all.map(({ componentName }) => componentName))
  if (names.size >= COMPONENTS_MAX)
    throw quotaExceeded(
      `An account can have at most ${COMPONENTS_MAX} components in a Region.`,
      'ComponentsPerRegion',
    )
}

function versionOfToken(clientToken: string | undefined, call: Call): ComponentVersion | undefined {
  if (clientToken === undefined) return undefined
  const latest = call.resources.find(versionsOfToken, `${scopeKey(call)}/${clientToken}`).at(-1)
  return latest && call.nowMs - latest.createdMs < TOKEN_VALID_MS ? latest : undefined
}
