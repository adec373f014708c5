import type {
  BatchDisassociateClientDeviceFromCoreDeviceRequest,
  BatchDisassociateClientDeviceFromCoreDeviceResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { disassociated } from '../client-device.ts'
import { coreDeviceOf, onCoreDevice } from '../core-device.ts'

type Batch = Command<
  BatchDisassociateClientDeviceFromCoreDeviceRequest,
  BatchDisassociateClientDeviceFromCoreDeviceResponse
>

/** One entry that cannot be done does not keep the others from it. */
export const batchDisassociateClientDeviceFromCoreDevice: Batch = {
  kind: 'command',
  ...onCoreDevice,
  run({ coreDeviceThingName: asked, entries = [] }, call) {
    const { coreDeviceThingName } = coreDeviceOf(asked, call)
    const names = entries.map(({ thingName = '' }) => thingName)
    const { errorEntries, changes } = disassociated(coreDeviceThingName, names, call)
    return { output: { errorEntries }, changes }
  },
}
