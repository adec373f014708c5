import type { DeleteCoreDeviceRequest } from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { deletedAssociations } from '../client-device.ts'
import {
  coreDeviceArn,
  coreDeviceKey,
  coreDeviceOf,
  coreDevices,
  onCoreDevice,
} from '../core-device.ts'
import { deleteTags } from '../tags.ts'

/** The thing stays, and is a core device again with its next health message. */
export const deleteCoreDevice: Command<DeleteCoreDeviceRequest, void> = {
  kind: 'command',
  ...onCoreDevice,
  run(input, call) {
    const { coreDeviceThingName } = coreDeviceOf(input.coreDeviceThingName, call)
    return {
      output: undefined,
      changes: [
        coreDevices.delete(coreDeviceKey(call, coreDeviceThingName)),
        deleteTags(coreDeviceArn(call, coreDeviceThingName)),
        ...deletedAssociations(coreDeviceThingName, call),
      ],
    }
  },
}
