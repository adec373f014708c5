import type { ComponentCandidate, ComponentPlatform } from '@aws-sdk/client-greengrassv2'
import type { Call } from '../operation.ts'
import { ServiceError } from '../../wire/service-error.ts'
import { type ComponentVersion, usableVersionsOf, versionArn } from './component.ts'
import { invalidField, missing } from './errors.ts'
import { manifestFor } from './platform-matching.ts'
import { greatestFirst, isVersionRequirement, satisfies, versionFault } from './version.ts'

const REQUIREMENTS_MAX = 100
const REQUIREMENT_CHARACTERS_MAX = 256

/**
 * The version that a device is to run: the greatest that satisfies everybody who requires the component and is made for the
 * device's platform. Throws what ResolveComponentCandidates answers: devices tell the two reasons for finding nothing apart
 * by `no usable version` and `claim platform`.
 */
export function resolvedVersion(
  candidate: ComponentCandidate,
  platform: ComponentPlatform | undefined,
  call: Call,
): ComponentVersion {
  const { componentName } = candidate
  if (componentName === undefined)
    throw invalidField('componentCandidates', 'Every candidate must have a componentName.')
  const requirements = requirementsOf(candidate)
  const versions = usableVersionsOf(componentName, call)
  const satisfying = greatestFirst(
    versions.filter(({ componentVersion }) =>
      requirements.every(([, range]) => satisfies(componentVersion, range)),
    ),
  )
  if (satisfying.length === 0) throw noUsableVersion(componentName, requirements, versions)
  // Ranges do not see builds: who names 1.0.0+a is not to get 1.0.0+b.
  const meant = satisfying.filter((each) =>
    requirements.some(([, range]) => range.replace(/^=\s*/, '') === each.componentVersion),
  )
  const found = (meant.length > 0 ? meant : satisfying).find(({ recipe }) =>
    manifestFor(recipe, platform?.attributes ?? {}),
  )
  if (!found) throw noClaimedPlatform(componentName, platform)
  return found
}

/** What policies are asked about: the version that is found for a candidate, or any of its component where none is. */
export function candidateArn(
  candidate: ComponentCandidate,
  platform: ComponentPlatform | undefined,
  call: Call,
): string {
  try {
    return versionArn(resolvedVersion(candidate, platform, call))
  } catch (error) {
    // That there is none is told to those who may ask.
    if (!(error instanceof ServiceError)) throw error
    return versionArn({
      ...call,
      componentName: candidate.componentName ?? '*',
      componentVersion: '*',
    })
  }
}

/** Who requires the component, and which range. Without any, the version that the device has already is what it needs. */
type Requirements = readonly (readonly [who: string, range: string])[]

function requirementsOf({
  componentVersion,
  versionRequirements = {},
}: ComponentCandidate): Requirements {
  const given = Object.entries(versionRequirements)
  if (given.length > REQUIREMENTS_MAX)
    throw invalidField('versionRequirements', `There can be ${REQUIREMENTS_MAX} at most.`)
  for (const [who, range] of given)
    if (range.length > REQUIREMENT_CHARACTERS_MAX || !isVersionRequirement(range))
      throw invalidField(
        `versionRequirements.${who}`,
        `The version requirement '${range.slice(0, REQUIREMENT_CHARACTERS_MAX)}' is not valid.`,
      )
  if (given.length > 0 || componentVersion === undefined) return given
  const fault = versionFault(componentVersion)
  if (fault) throw invalidField('componentVersion', fault)
  return [['componentVersion', componentVersion]]
}

function noUsableVersion(
  componentName: string,
  requirements: Requirements,
  versions: readonly ComponentVersion[],
) {
  const wanted = requirements.map(([who, range]) => `${who} requires ${range}`).join(', ')
  const isConflict =
    requirements.length > 1 &&
    requirements.every(([, range]) =>
      versions.some(({ componentVersion }) => satisfies(componentVersion, range)),
    )
  const why =
    versions.length === 0
      ? 'There is no version of it.'
      : isConflict
        ? 'Each requirement can be satisfied alone, but not all of them together.'
        : `The versions are ${named(versions)}.`
  return missing(
    `Component ${componentName} has no usable version satisfying requirements [${wanted}]. ${why}`,
    'Component',
    componentName,
  )
}

const NAMED_MAX = 10

function named(versions: readonly ComponentVersion[]): string {
  const texts = greatestFirst(versions).map(({ componentVersion }) => componentVersion)
  return texts.length <= NAMED_MAX
    ? texts.join(', ')
    : `${texts.slice(0, NAMED_MAX).join(', ')} and ${texts.length - NAMED_MAX} older ones`
}

function noClaimedPlatform(componentName: string, { attributes = {} }: ComponentPlatform = {}) {
  const { os = 'unknown', architecture } = attributes
  const platform = architecture === undefined ? os : `${os} (${architecture})`
  return missing(
    `The latest version of Component ${componentName} doesn't claim platform ${platform} compatibility`,
    'Component',
    componentName,
  )
}
