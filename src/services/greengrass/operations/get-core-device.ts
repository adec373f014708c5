import type { GetCoreDeviceRequest, GetCoreDeviceResponse } from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { coreDeviceArn, coreDeviceOf, onCoreDevice } from '../core-device.ts'
import { tagsOf } from '../tags.ts'

export const getCoreDevice: Query<GetCoreDeviceRequest, GetCoreDeviceResponse> = {
  kind: 'query',
  ...onCoreDevice,
  run(input, call) {
    const device = coreDeviceOf(input.coreDeviceThingName, call)
    const { coreDeviceThingName, coreVersion, platform, architecture, runtime, status } = device
    return {
      coreDeviceThingName,
      coreVersion,
      platform,
      architecture,
      runtime,
      status,
      lastStatusUpdateTimestamp: new Date(device.statusMs),
      tags: { ...tagsOf(coreDeviceArn(call, coreDeviceThingName), call.resources) },
    }
  },
}
