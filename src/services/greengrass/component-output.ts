import type {
  CloudComponentStatus,
  ComponentPlatform,
  CreateComponentVersionResponse,
} from '@aws-sdk/client-greengrassv2'
import { type ComponentVersion, versionArn } from './component.ts'
import type { Recipe } from './recipe.ts'

/** What a new version is answered with: AWS still works on it then, and so its clients wait until it is deployable. */
export function createdOutput(version: ComponentVersion): CreateComponentVersionResponse {
  const { componentName, componentVersion, createdMs } = version
  return {
    arn: versionArn(version),
    componentName,
    componentVersion,
    creationTimestamp: new Date(createdMs),
    status: { componentState: 'REQUESTED', message: 'NONE', errors: {} },
  }
}

/** Nothing is left to do for a version once it is kept: whoever looks again finds it deployable. */
export function statusOf({ accountId }: ComponentVersion): CloudComponentStatus {
  return {
    componentState: 'DEPLOYABLE',
    message: 'NONE',
    errors: {},
    ...(accountId === 'aws' ? { vendorGuidance: 'ACTIVE' as const } : {}),
  }
}

export function platformsOf({ Manifests: manifests }: Recipe): ComponentPlatform[] {
  return manifests.map(({ Name: name, Platform: attributes = {} }) => ({
    ...(name === undefined ? {} : { name }),
    attributes: { ...attributes },
  }))
}
