import type { GetThingShadowRequest } from '@aws-sdk/client-iot-data-plane'
import type { Query } from '../../operation.ts'
import { thingTraffic } from '../../thing-traffic.ts'
import { shadowDocument } from '../shadow-document.ts'
import { existingShadow, type Payload } from '../shadows.ts'

export const getThingShadow: Query<GetThingShadowRequest, Payload> = {
  kind: 'query',
  ...thingTraffic,
  run: (input, call) => ({ payload: shadowDocument(existingShadow(input, call)) }),
}
