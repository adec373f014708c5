import { defineService, notImplemented } from '../operation.ts'
import { greengrassConstraints } from './constraints.generated.ts'
import { greengrassModel } from './model.generated.ts'
import { greengrassFaults } from './errors.ts'
import { cancelDeployment } from './operations/cancel-deployment.ts'
import { createDeployment } from './operations/create-deployment.ts'
import { deleteDeployment } from './operations/delete-deployment.ts'
import { getDeployment } from './operations/get-deployment.ts'
import { listDeployments } from './operations/list-deployments.ts'

export const greengrass = defineService({
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
    CreateComponentVersion: notImplemented,
    CreateDeployment: createDeployment,
    DeleteComponent: notImplemented,
    DeleteCoreDevice: notImplemented,
    DeleteDeployment: deleteDeployment,
    DescribeComponent: notImplemented,
    DisassociateServiceRoleFromAccount: notImplemented,
    GetComponent: notImplemented,
    GetComponentVersionArtifact: notImplemented,
    GetConnectivityInfo: notImplemented,
    GetCoreDevice: notImplemented,
    GetDeployment: getDeployment,
    GetServiceRoleForAccount: notImplemented,
    ListClientDevicesAssociatedWithCoreDevice: notImplemented,
    ListComponentVersions: notImplemented,
    ListComponents: notImplemented,
    ListCoreDevices: notImplemented,
    ListDeployments: listDeployments,
    ListEffectiveDeployments: notImplemented,
    ListInstalledComponents: notImplemented,
    ListTagsForResource: notImplemented,
    ResolveComponentCandidates: notImplemented,
    TagResource: notImplemented,
    UntagResource: notImplemented,
    UpdateConnectivityInfo: notImplemented,
  },
})
