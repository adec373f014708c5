import type {
  BatchAssociateClientDeviceWithCoreDeviceRequest,
  BatchAssociateClientDeviceWithCoreDeviceResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { associated } from '../client-device.ts'
import { coreDeviceOf, onCoreDevice } from '../core-device.ts'

type Batch = Command<
  BatchAssociateClientDeviceWithCoreDeviceRequest,
  BatchAssociateClientDeviceWithCoreDeviceResponse
>

/** One entry that cannot be done does not keep the others from it. */
export const batchAssociateClientDeviceWithCoreDevice: Batch = {
  kind: 'command',
  ...onCoreDevice,
  run({ coreDeviceThingName: asked, entries = [] }, call) {
    const { coreDeviceThingName } = coreDeviceOf(asked, call)
    const names = entries.map(({ thingName = '' }) => thingName)
    const { errorEntries, changes } = associated(coreDeviceThingName, names, call)
    return { output: { errorEntries }, changes }
  },
}
