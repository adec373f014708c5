import type {
  UpdateConnectivityInfoRequest,
  UpdateConnectivityInfoResponse,
} from '@aws-sdk/client-greengrassv2'
import { shadowKey, shadows, updatedShadow } from '../../../fleet/shadow.ts'
import { thingOf } from '../../../fleet/thing.ts'
import type { Command } from '../../operation.ts'
import { connectivities, connectivityArn, connectivityKey } from '../connectivity.ts'
import { invalidField } from '../errors.ts'

type Update = Command<UpdateConnectivityInfoRequest, UpdateConnectivityInfoResponse>

/** Replaces all that was known. The device hears of it by the shadow of a thing that is there for nothing else. */
export const updateConnectivityInfo: Update = {
  kind: 'command',
  resourceArn: ({ thingName = '' }, call) => connectivityArn(call, thingName),
  run({ thingName = '', connectivityInfo: endpoints = [] }, call) {
    if (!thingOf(call.resources, call, thingName))
      throw invalidField('thingName', `Thing ${thingName} is not found.`)
    const version = call.newId()
    const names = { thingName: `${thingName}-gci`, shadowName: '' }
    const shadow = updatedShadow(call.resources, call, names, { desired: { version } }, call.nowMs)
    return {
      output: { version, message: 'Connectivity info updated' },
      changes: [
        connectivities.put(connectivityKey(call, thingName), { version, endpoints }),
        shadows.put(shadowKey(call, names.thingName, ''), shadow),
      ],
    }
  },
}
