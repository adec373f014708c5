import { collection, type Index } from '../../ledger/resources.ts'
import { type Scope, scopeKey } from '../../fleet/scope.ts'
import type { Call } from '../operation.ts'
import { notFound } from './errors.ts'
import { publicVersionsOf } from './public-components.ts'
import type { Recipe } from './recipe.ts'

/** One version of a component. It never changes: another recipe is another version. */
export interface ComponentVersion extends Scope {
  /** `aws` for the components that AWS publishes. */
  readonly accountId: string
  readonly componentName: string
  readonly componentVersion: string
  readonly recipe: Recipe
  /** Epoch milliseconds. */
  readonly createdMs: number
  readonly clientToken?: string
}

export const componentVersions = collection<ComponentVersion>('greengrass/component-version')

export const versionsOfName: Index<ComponentVersion> = {
  of: componentVersions,
  keyOf: (version) => nameKey(version, version.componentName),
}

export const versionsOfScope: Index<ComponentVersion> = { of: componentVersions, keyOf: scopeKey }

export const versionsOfToken: Index<ComponentVersion> = {
  of: componentVersions,
  keyOf: (version) => version.clientToken && `${scopeKey(version)}/${version.clientToken}`,
}

type Named = Scope & { readonly componentName: string }
type Versioned = Named & { readonly componentVersion: string }

export function nameKey(scope: Scope, componentName: string): string {
  return `${scopeKey(scope)}/${componentName}`
}

export function versionKey(version: Versioned): string {
  return `${nameKey(version, version.componentName)}/${version.componentVersion}`
}

export function componentArn({ region, accountId, componentName }: Named): string {
  return `arn:aws:greengrass:${region}:${accountId}:components:${componentName}`
}

export function versionArn(version: Versioned): string {
  return `${componentArn(version)}:versions:${version.componentVersion}`
}

/**
 * The versions by a component's name that a call can use: the account's own, and only where it has none by that name those
 * that AWS publishes.
 */
export function usableVersionsOf(componentName: string, call: Call): readonly ComponentVersion[] {
  const own = call.resources.find(versionsOfName, nameKey(call, componentName))
  return own.length > 0 ? own : publicVersionsOf(componentName, call.region)
}

/**
 * Throws ResourceNotFoundException: also for a version of another account, Region or partition. An ARN is of a version when it
 * is the version's own, to the letter: policies judge it by its text.
 */
export function versionOfArn(arn: string, call: Call): ComponentVersion {
  const [, , , , accountId, , componentName = '', , componentVersion = ''] = arn.split(':')
  const found =
    accountId === 'aws'
      ? publicVersionsOf(componentName, call.region).find(
          (version) => version.componentVersion === componentVersion,
        )
      : call.resources.get(
          componentVersions,
          versionKey({ ...scopeOf(call), componentName, componentVersion }),
        )
  if (found && versionArn(found) === arn) return found
  throw notFound('ComponentVersion', arn)
}

/** All versions of the component that an ARN without a version names. */
export function versionsOfArn(arn: string, call: Call): readonly ComponentVersion[] {
  const [, , , , accountId, , componentName = ''] = arn.split(':')
  const found =
    accountId === 'aws'
      ? publicVersionsOf(componentName, call.region)
      : call.resources.find(versionsOfName, nameKey(call, componentName))
  return found[0] && componentArn(found[0]) === arn ? found : []
}

interface NamedByArn {
  readonly arn?: string | undefined
}

/** What authorization asks of an operation on a component or a version of one. */
export const onComponent = {
  resourceArn: ({ arn = '' }: NamedByArn) => arn,
}

function scopeOf({ accountId, region }: Scope): Scope {
  return { accountId, region }
}
