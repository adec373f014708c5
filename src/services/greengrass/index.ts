import type { ObjectStore } from '../../buckets/object-store.ts'
import { defineService, type Service } from '../service.ts'
import type { ArtifactStore } from './artifacts.ts'
import { greengrassConstraints } from './constraints.generated.ts'
import { greengrassModel } from './model.generated.ts'
import { greengrassFaults } from './errors.ts'
import { associateServiceRoleToAccount } from './operations/associate-service-role-to-account.ts'
import { batchAssociateClientDeviceWithCoreDevice } from './operations/batch-associate-client-device-with-core-device.ts'
import { batchDisassociateClientDeviceFromCoreDevice } from './operations/batch-disassociate-client-device-from-core-device.ts'
import { cancelDeployment } from './operations/cancel-deployment.ts'
import { createComponentVersion } from './operations/create-component-version.ts'
import { createDeployment } from './operations/create-deployment.ts'
import { deleteComponent } from './operations/delete-component.ts'
import { deleteCoreDevice } from './operations/delete-core-device.ts'
import { deleteDeployment } from './operations/delete-deployment.ts'
import { describeComponent } from './operations/describe-component.ts'
import { disassociateServiceRoleFromAccount } from './operations/disassociate-service-role-from-account.ts'
import { getComponent } from './operations/get-component.ts'
import { getComponentVersionArtifact } from './operations/get-component-version-artifact.ts'
import { getConnectivityInfo } from './operations/get-connectivity-info.ts'
import { getCoreDevice } from './operations/get-core-device.ts'
import { getDeployment } from './operations/get-deployment.ts'
import { getServiceRoleForAccount } from './operations/get-service-role-for-account.ts'
import { listClientDevicesAssociatedWithCoreDevice } from './operations/list-client-devices-associated-with-core-device.ts'
import { listComponentVersions } from './operations/list-component-versions.ts'
import { listComponents } from './operations/list-components.ts'
import { listCoreDevices } from './operations/list-core-devices.ts'
import { listDeployments } from './operations/list-deployments.ts'
import { listEffectiveDeployments } from './operations/list-effective-deployments.ts'
import { listInstalledComponents } from './operations/list-installed-components.ts'
import { listTagsForResource } from './operations/list-tags-for-resource.ts'
import { resolveComponentCandidates } from './operations/resolve-component-candidates.ts'
import { tagResource } from './operations/tag-resource.ts'
import { untagResource } from './operations/untag-resource.ts'
import { updateConnectivityInfo } from './operations/update-connectivity-info.ts'
import { tagList, tagsOf } from './tags.ts'

/** What the operations stand on. */
export interface GreengrassParts {
  readonly artifacts: ArtifactStore
  /** For the artifacts that the service keeps itself. */
  readonly objects: ObjectStore
}

export function greengrass({ artifacts, objects }: GreengrassParts): Service {
  return defineService({
    model: greengrassModel,
    constraints: greengrassConstraints,
    faults: greengrassFaults,
    iamPrefix: 'greengrass',
    resourceTags: (arn, { resources }) => tagList(tagsOf(arn, resources)),
    bodyBytesMax: ({ name }) => (name === 'CreateComponentVersion' ? 12 : 10) * 1024 * 1024,
    recording: {
      family: 'standard',
      // A few operations are older than the others, and speak in capitals.
      names: 'wire',
      dates: 'epoch',
      // Greengrass is not among the services that AWS lists as printing TLS details, and AWS's own sample has none.
      tlsDetails: false,
      redacted: { 'CreateComponentVersionRequest.inlineRecipe': 'hidden' },
    },
    operations: {
      AssociateServiceRoleToAccount: associateServiceRoleToAccount,
      BatchAssociateClientDeviceWithCoreDevice: batchAssociateClientDeviceWithCoreDevice,
      BatchDisassociateClientDeviceFromCoreDevice: batchDisassociateClientDeviceFromCoreDevice,
      CancelDeployment: cancelDeployment,
      CreateComponentVersion: createComponentVersion(artifacts),
      CreateDeployment: createDeployment,
      DeleteComponent: deleteComponent,
      DeleteCoreDevice: deleteCoreDevice,
      DeleteDeployment: deleteDeployment,
      DescribeComponent: describeComponent,
      DisassociateServiceRoleFromAccount: disassociateServiceRoleFromAccount,
      GetComponent: getComponent,
      GetComponentVersionArtifact: getComponentVersionArtifact(objects),
      GetConnectivityInfo: getConnectivityInfo,
      GetCoreDevice: getCoreDevice,
      GetDeployment: getDeployment,
      GetServiceRoleForAccount: getServiceRoleForAccount,
      ListClientDevicesAssociatedWithCoreDevice: listClientDevicesAssociatedWithCoreDevice,
      ListComponentVersions: listComponentVersions,
      ListComponents: listComponents,
      ListCoreDevices: listCoreDevices,
      ListDeployments: listDeployments,
      ListEffectiveDeployments: listEffectiveDeployments,
      ListInstalledComponents: listInstalledComponents,
      ListTagsForResource: listTagsForResource,
      ResolveComponentCandidates: resolveComponentCandidates,
      TagResource: tagResource,
      UntagResource: untagResource,
      UpdateConnectivityInfo: updateConnectivityInfo,
    },
  })
}
