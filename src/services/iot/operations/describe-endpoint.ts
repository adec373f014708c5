import type { DescribeEndpointRequest, DescribeEndpointResponse } from '@aws-sdk/client-iot'
import type { Query } from '../../operation.ts'
import { invalidRequest } from '../errors.ts'

/** What this server serves where it is reached; devices have no endpoint for credentials here. */
const served: ReadonlySet<string> = new Set(['iot:Data', 'iot:Data-ATS', 'iot:Jobs'])

/** One server serves everybody: the address is the one the caller came in by. */
export const describeEndpoint: Query<DescribeEndpointRequest, DescribeEndpointResponse> = {
  kind: 'query',
  run({ endpointType = 'iot:Data' }, { endpoint }) {
    if (!served.has(endpointType))
      throw invalidRequest(`There is no endpoint of type ${endpointType}.`)
    return { endpointAddress: endpoint.replace(/^https?:\/\//, '') }
  },
}
