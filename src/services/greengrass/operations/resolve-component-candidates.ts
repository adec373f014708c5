import type {
  ResolveComponentCandidatesRequest,
  ResolveComponentCandidatesResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { versionArn } from '../component.ts'
import { statusOf } from '../component-output.ts'
import { invalidField } from '../errors.ts'
import { writeRecipe } from '../recipe-text.ts'
import { resolvedVersion } from '../resolution.ts'

const CANDIDATES_MAX = 100

type Resolve = Query<ResolveComponentCandidatesRequest, ResolveComponentCandidatesResponse>

export const resolveComponentCandidates: Resolve = {
  kind: 'query',
  isDataEvent: true,
  eventResources: (_, { resolvedComponentVersions = [] }, call) =>
    resolvedComponentVersions.map(({ arn = '' }) => ({
      accountId: call.accountId,
      type: 'AWS::GreengrassV2::ComponentVersion',
      ARN: arn,
    })),
  resourceArn: ({ componentCandidates: [first] = [] }, { region, accountId }) =>
    `arn:aws:greengrass:${region}:${accountId}:components:${first?.componentName ?? '*'}:versions:*`,
  run({ platform = {}, componentCandidates = [] }, call) {
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
