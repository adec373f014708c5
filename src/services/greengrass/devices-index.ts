import type { ObjectStore } from '../../buckets/object-store.ts'
import { defineService, type Service } from '../service.ts'
import { greengrassDevicesModel } from './devices-model.ts'
import { greengrassFaults } from './errors.ts'
import { getDeploymentConfiguration } from './operations/get-deployment-configuration.ts'
import { listThingGroupsForCoreDevice } from './operations/list-thing-groups-for-core-device.ts'

/**
 * What core devices ask over HTTP besides the operations that everybody can call. They come with signatures for now, as
 * everybody does.
 */
export function greengrassDevices(objects: ObjectStore): Service {
  return defineService({
    model: greengrassDevicesModel,
    constraints: {
      rules: { CoreDeviceThingName: { min: 1, max: 128 }, NonEmptyString: { min: 1 } },
      members: {
        ListThingGroupsForCoreDeviceRequest: { coreDeviceThingName: 'CoreDeviceThingName' },
        GetDeploymentConfigurationRequest: {
          coreDeviceThingName: 'CoreDeviceThingName',
          deploymentId: 'NonEmptyString',
        },
      },
    },
    faults: greengrassFaults,
    iamPrefix: 'greengrass',
    recording: { family: 'standard', names: 'wire', dates: 'epoch', tlsDetails: false },
    operations: {
      GetDeploymentConfiguration: getDeploymentConfiguration(objects),
      ListThingGroupsForCoreDevices: listThingGroupsForCoreDevice,
    },
  })
}
