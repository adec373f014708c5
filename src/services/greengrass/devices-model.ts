import type { ServiceModel } from '../../wire/model.ts'

export type GreengrassDevicesOperation =
  | 'GetDeploymentConfiguration'
  | 'ListThingGroupsForCoreDevices'

/**
 * The operations that core devices call and that are in no published SDK. Paths and members of the first are what devices
 * send; for the second nobody has published a path.
 */
export const greengrassDevicesModel: ServiceModel<GreengrassDevicesOperation> = {
  sdkId: 'GreengrassV2Data',
  eventSource: 'greengrass.amazonaws.com',
  signingName: 'greengrass',
  protocol: 'restJson1',
  apiVersion: '2020-11-30',
  operations: {
    // As CloudTrail spells it; policies say ListThingGroupsForCoreDevice.
    ListThingGroupsForCoreDevices: {
      name: 'ListThingGroupsForCoreDevices',
      method: 'GET',
      path: '/greengrass/v2/coreDevices/{coreDeviceThingName}/thingGroups',
      successStatus: 200,
      input: 'ListThingGroupsForCoreDeviceRequest',
      output: 'ListThingGroupsForCoreDeviceResponse',
    },
    GetDeploymentConfiguration: {
      name: 'GetDeploymentConfiguration',
      method: 'GET',
      path: '/greengrass/v2/coreDevices/{coreDeviceThingName}/deployments/{deploymentId}',
      successStatus: 200,
      input: 'GetDeploymentConfigurationRequest',
      output: 'GetDeploymentConfigurationResponse',
    },
  },
  shapes: {
    ListThingGroupsForCoreDeviceRequest: {
      members: {
        coreDeviceThingName: { type: { kind: 'string' }, in: 'path', required: true },
        nextToken: { type: { kind: 'string' }, in: 'query' },
      },
    },
    ListThingGroupsForCoreDeviceResponse: {
      members: {
        thingGroups: { type: { kind: 'list', of: { kind: 'structure', name: 'ThingGroup' } } },
        nextToken: { type: { kind: 'string' } },
      },
    },
    ThingGroup: {
      members: {
        thingGroupName: { type: { kind: 'string' } },
        thingGroupArn: { type: { kind: 'string' } },
        rootToParentThingGroups: {
          type: { kind: 'list', of: { kind: 'structure', name: 'ParentThingGroup' } },
        },
      },
    },
    ParentThingGroup: {
      members: {
        thingGroupName: { type: { kind: 'string' } },
        thingGroupArn: { type: { kind: 'string' } },
      },
    },
    GetDeploymentConfigurationRequest: {
      members: {
        coreDeviceThingName: { type: { kind: 'string' }, in: 'path', required: true },
        deploymentId: { type: { kind: 'string' }, in: 'path', required: true },
        s3EndpointType: { type: { kind: 'string' }, in: 'query' },
      },
    },
    GetDeploymentConfigurationResponse: {
      members: {
        preSignedUrl: { type: { kind: 'string' }, sensitive: true },
        integrityCheck: { type: { kind: 'structure', name: 'IntegrityCheck' } },
      },
    },
    IntegrityCheck: {
      members: {
        algorithm: { type: { kind: 'string' } },
        digest: { type: { kind: 'string' } },
      },
    },
  },
  errors: {
    ResourceNotFoundException: { httpStatus: 404 },
    ValidationException: { httpStatus: 400 },
  },
}
