import type {
  Component,
  ListComponentsRequest,
  ListComponentsResponse,
} from '@aws-sdk/client-greengrassv2'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Call, Query } from '../../operation.ts'
import { type ComponentVersion, componentArn, versionArn, versionsOfScope } from '../component.ts'
import { platformsOf } from '../component-output.ts'
import { pageInTextOrder } from '../paging.ts'
import { publicComponentNames, publicVersionsOf } from '../public-components.ts'
import { greatest } from '../version.ts'

/** In the order of their names, each with its greatest version. */
export const listComponents: Query<ListComponentsRequest, ListComponentsResponse> = {
  kind: 'query',
  run({ scope = 'PRIVATE', ...asked }, call) {
    const byName = scope === 'PUBLIC' ? publicVersions(call) : privateVersions(call)
    const { items, nextToken } = pageInTextOrder([...byName.keys()], asked, {
      scope: call,
      question: ['ListComponents', scope],
      textOf: (name) => name,
    })
    return {
      components: items.flatMap((name) => componentOf(greatest(byName.get(name) ?? [])) ?? []),
      nextToken,
    }
  },
}

type VersionsByName = ReadonlyMap<string, readonly ComponentVersion[]>

function privateVersions(call: Call): VersionsByName {
  return Map.groupBy(
    call.resources.find(versionsOfScope, scopeKey(call)),
    ({ componentName }) => componentName,
  )
}

function publicVersions({ region }: Call): VersionsByName {
  return new Map(publicComponentNames().map((name) => [name, publicVersionsOf(name, region)]))
}

function componentOf(latest: ComponentVersion | undefined): Component | undefined {
  return (
    latest && {
      arn: componentArn(latest),
      componentName: latest.componentName,
      latestVersion: {
        arn: versionArn(latest),
        componentVersion: latest.componentVersion,
        creationTimestamp: new Date(latest.createdMs),
        description: latest.recipe.ComponentDescription,
        publisher: latest.recipe.ComponentPublisher,
        platforms: platformsOf(latest.recipe),
      },
    }
  )
}
