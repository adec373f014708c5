import type {
  ListClientDevicesAssociatedWithCoreDeviceRequest,
  ListClientDevicesAssociatedWithCoreDeviceResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { clientDevicesOf } from '../client-device.ts'
import { coreDeviceOf, onCoreDevice } from '../core-device.ts'
import { pageInTextOrder } from '../paging.ts'

type List = Query<
  ListClientDevicesAssociatedWithCoreDeviceRequest,
  ListClientDevicesAssociatedWithCoreDeviceResponse
>

/** In the order of their names. */
export const listClientDevicesAssociatedWithCoreDevice: List = {
  kind: 'query',
  ...onCoreDevice,
  run({ coreDeviceThingName: asked, ...page }, call) {
    const { coreDeviceThingName } = coreDeviceOf(asked, call)
    const found = clientDevicesOf(coreDeviceThingName, call)
    const { items, nextToken } = pageInTextOrder(found, page, {
      scope: call,
      question: ['ListClientDevicesAssociatedWithCoreDevice', coreDeviceThingName],
      textOf: ({ thingName }) => thingName,
    })
    return {
      associatedClientDevices: items.map(({ thingName, associatedMs }) => ({
        thingName,
        associationTimestamp: new Date(associatedMs),
      })),
      nextToken,
    }
  },
}
