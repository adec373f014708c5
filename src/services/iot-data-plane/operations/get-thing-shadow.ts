import type { GetThingShadowRequest } from '@aws-sdk/client-iot-data-plane'
import { thingArn } from '../../../fleet/thing.ts'
import type { Query } from '../../operation.ts'
import { shadowDocument } from '../shadow-document.ts'
import { existingShadow, type Payload } from '../shadows.ts'

export const getThingShadow: Query<GetThingShadowRequest, Payload> = {
  kind: 'query',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run: (input, call) => ({ payload: shadowDocument(existingShadow(input, call)) }),
}
