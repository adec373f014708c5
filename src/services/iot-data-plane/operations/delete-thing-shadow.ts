import type { DeleteThingShadowRequest } from '@aws-sdk/client-iot-data-plane'
import { shadowKey, shadows } from '../../../fleet/shadow.ts'
import type { Command } from '../../operation.ts'
import { thingTraffic } from '../../thing-traffic.ts'
import { bytesOf } from '../shadow-document.ts'
import { existingShadow, type Payload } from '../shadows.ts'

/** Its version is kept, so that a shadow made anew by that name counts on. */
export const deleteThingShadow: Command<DeleteThingShadowRequest, Payload> = {
  kind: 'command',
  ...thingTraffic,
  run(input, call) {
    const { desired: _, reported: __, ...shadow } = existingShadow(input, call)
    const { thingName, shadowName, version } = shadow
    return {
      output: { payload: bytesOf({ version, timestamp: Math.floor(call.nowMs / 1000) }) },
      changes: [
        shadows.put(shadowKey(call, thingName, shadowName), {
          ...shadow,
          updatedMs: call.nowMs,
          isDeleted: true,
        }),
      ],
    }
  },
}
