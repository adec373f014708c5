import { defineService, notImplemented, type Service } from '../operation.ts'
import type { ArtifactStore, ArtifactUrls } from './artifacts.ts'
import { greengrassConstraints } from './constraints.generated.ts'
import { greengrassModel } from './model.generated.ts'
import { greengrassFaults } from './errors.ts'
import { cancelDeployment } from './operations/cancel-deployment.ts'
import { createComponentVersion } from './operations/create-component-version.ts'
import { createDeployment } from './operations/create-deployment.ts'
import { deleteComponent } from './operations/delete-component.ts'
import { deleteDeployment } from './operations/delete-deployment.ts'
import { describeComponent } from './operations/describe-component.ts'
import { getComponentVersionArtifact } from './operations/get-component-version-artifact.ts'
import { getComponent } from './operations/get-component.ts'
import { getDeployment } from './operations/get-deployment.ts'
import { listComponentVersions } from './operations/list-component-versions.ts'
import { listComponents } from './operations/list-components.ts'
import { listDeployments } from './operations/list-deployments.ts'
import { listTagsForResource } from './operations/list-tags-for-resource.ts'
import { resolveComponentCandidates } from './operations/resolve-component-candidates.ts'
import { tagResource } from './operations/tag-resource.ts'
import { untagResource } from './operations/untag-resource.ts'

/** What the operations stand on. */
export interface GreengrassParts {
  readonly artifacts: ArtifactStore
  readonly artifactUrls: ArtifactUrls
}

export function greengrass({ artifacts, artifactUrls }: GreengrassParts): Service {
  return defineService({
    model: greengrassModel,
    constraints: greengrassConstraints,
    faults: greengrassFaults,
    iamPrefix: 'greengrass',
    bodyBytesMax: ({ name }) => (name === 'CreateComponentVersion' ? 12 : 10) * 1024 * 1024,
    recording: {
      family: 'standard',
      names: 'lowerCamel',
      dates: 'epoch',
      // Greengrass is not among the services that AWS lists as printing TLS details, and AWS's own sample has none.
      tlsDetails: false,
      redacted: { 'CreateComponentVersionRequest.inlineRecipe': 'hidden' },
    },
    operations: {
      AssociateServiceRoleToAccount: notImplemented,
      BatchAssociateClientDeviceWithCoreDevice: notImplemented,
      BatchDisassociateClientDeviceFromCoreDevice: notImplemented,
      CancelDeployment: cancelDeployment,
      CreateComponentVersion: createComponentVersion(artifacts),
      CreateDeployment: createDeployment,
      DeleteComponent: deleteComponent,
      DeleteCoreDevice: notImplemented,
      DeleteDeployment: deleteDeployment,
      DescribeComponent: describeComponent,
      DisassociateServiceRoleFromAccount: notImplemented,
      GetComponent: getComponent,
      GetComponentVersionArtifact: getComponentVersionArtifact(artifactUrls),
      GetConnectivityInfo: notImplemented,
      GetCoreDevice: notImplemented,
      GetDeployment: getDeployment,
      GetServiceRoleForAccount: notImplemented,
      ListClientDevicesAssociatedWithCoreDevice: notImplemented,
      ListComponentVersions: listComponentVersions,
      ListComponents: listComponents,
      ListCoreDevices: notImplemented,
      ListDeployments: listDeployments,
      ListEffectiveDeployments: notImplemented,
      ListInstalledComponents: notImplemented,
      ListTagsForResource: listTagsForResource,
      ResolveComponentCandidates: resolveComponentCandidates,
      TagResource: tagResource,
      UntagResource: untagResource,
      UpdateConnectivityInfo: notImplemented,
    },
  })
}
