import type {
  GetConnectivityInfoRequest,
  GetConnectivityInfoResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { connectivities, connectivityArn, connectivityKey } from '../connectivity.ts'

type Get = Query<GetConnectivityInfoRequest, GetConnectivityInfoResponse>

export const getConnectivityInfo: Get = {
  kind: 'query',
  resourceArn: ({ thingName = '' }, call) => connectivityArn(call, thingName),
  run({ thingName = '' }, call) {
    const known = call.resources.get(connectivities, connectivityKey(call, thingName))
    return { connectivityInfo: [...(known?.endpoints ?? [])] }
  },
}
