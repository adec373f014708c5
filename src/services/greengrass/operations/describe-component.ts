import type {
  DescribeComponentRequest,
  DescribeComponentResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { versionArn, versionOfArn, onComponent } from '../component.ts'
import { platformsOf, statusOf } from '../component-output.ts'
import { tagsOf } from '../tags.ts'

export const describeComponent: Query<DescribeComponentRequest, DescribeComponentResponse> = {
  kind: 'query',
  ...onComponent,
  run({ arn: asked = '' }, call) {
    const version = versionOfArn(asked, call)
    const { componentName, componentVersion, createdMs, recipe } = version
    const arn = versionArn(version)
    return {
      arn,
      componentName,
      componentVersion,
      creationTimestamp: new Date(createdMs),
      publisher: recipe.ComponentPublisher,
      description: recipe.ComponentDescription,
      status: statusOf(version),
      platforms: platformsOf(recipe),
      tags: { ...tagsOf(arn, call.resources) },
    }
  },
}
