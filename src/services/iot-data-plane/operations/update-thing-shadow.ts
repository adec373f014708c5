import type { UpdateThingShadowRequest } from '@aws-sdk/client-iot-data-plane'
import { shadowKey, shadowOf, shadows, updatedShadow } from '../../../fleet/shadow.ts'
import type { Command } from '../../operation.ts'
import { thingTraffic } from '../../thing-traffic.ts'
import { conflict } from '../errors.ts'
import { acceptedDocument, checkSize, readUpdate } from '../shadow-document.ts'
import { checkThing, type Payload } from '../shadows.ts'

export const updateThingShadow: Command<UpdateThingShadowRequest, Payload> = {
  kind: 'command',
  ...thingTraffic,
  run({ thingName = '', shadowName = '', payload }, call) {
    const update = readUpdate(payload ?? new Uint8Array())
    checkThing(thingName, call)
    const current = shadowOf(call.resources, call, thingName, shadowName)
    if (update.expectedVersion !== undefined && update.expectedVersion !== (current?.version ?? 0))
      throw conflict('Version conflict')
    const names = { thingName, shadowName }
    const shadow = updatedShadow(call.resources, call, names, update, call.nowMs)
    checkSize(shadow)
    return {
      output: { payload: acceptedDocument(update, shadow) },
      changes: [shadows.put(shadowKey(call, thingName, shadowName), shadow)],
    }
  },
}
