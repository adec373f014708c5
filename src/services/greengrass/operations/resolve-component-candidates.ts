import type {
  ResolveComponentCandidatesRequest,
  ResolveComponentCandidatesResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Call, Query } from '../../operation.ts'
import { componentArn, versionArn } from '../component.ts'
import { statusOf } from '../component-output.ts'
import { invalidField } from '../errors.ts'
import { writeRecipe } from '../recipe-text.ts'
import { candidateArn, resolvedVersion } from '../resolution.ts'

const CANDIDATES_MAX = 100

type Resolve = Query<ResolveComponentCandidatesRequest, ResolveComponentCandidatesResponse>

export const resolveComponentCandidates: Resolve = {
  kind: 'query',
  isDataEvent: true,
  eventResources: (_, { resolvedComponentVersions = [] }, call) =>
    resolvedComponentVersions.map(({ arn = '' }) => resourceOf(arn, call)),
  resourcesAskedFor: ({ componentCandidates = [] }, call) =>
    componentCandidates
      .slice(0, CANDIDATES_MAX)
      .map(({ componentName = '' }) => resourceOf(componentArn({ ...call, componentName }), call)),
  resourceArn: ({ componentCandidates: [first = {}] = [], platform }, call) =>
    candidateArn(first, platform, call),
  // Each candidate is asked for by itself: being allowed one component opens no other.
  furtherActions: ({ componentCandidates: [, ...others] = [], platform }, call) =>
    others.slice(0, CANDIDATES_MAX).map((candidate) => ({
      action: 'greengrass:ResolveComponentCandidates',
      resourceArn: candidateArn(candidate, platform, call),
    })),
  run({ platform, componentCandidates = [] }, call) {
    if (componentCandidates.length === 0 || componentCandidates.length > CANDIDATES_MAX)
      throw invalidField('componentCandidates', `There must be 1 to ${CANDIDATES_MAX} candidates.`)
    return {
      resolvedComponentVersions: componentCandidates.map((candidate) => {
        const version = resolvedVersion(candidate, platform, call)
        const { vendorGuidance } = statusOf(version)
        return {
          arn: versionArn(version),
          componentName: version.componentName,
          componentVersion: version.componentVersion,
          // Devices parse it as JSON, whatever its author wrote.
          recipe: writeRecipe(version.recipe, 'JSON'),
          vendorGuidance,
        }
      }),
    }
  },
}

function resourceOf(ARN: string, { accountId }: Call) {
  return { accountId, type: 'AWS::GreengrassV2::ComponentVersion', ARN }
}
