import type {
  ListEffectiveDeploymentsRequest,
  ListEffectiveDeploymentsResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { coreDeviceOf, onCoreDevice } from '../core-device.ts'
import { effectiveDeploymentsOf } from '../effective-deployment.ts'
import { pageOf } from '../paging.ts'

type List = Query<ListEffectiveDeploymentsRequest, ListEffectiveDeploymentsResponse>

export const listEffectiveDeployments: List = {
  kind: 'query',
  ...onCoreDevice,
  run({ coreDeviceThingName, ...asked }, call) {
    const device = coreDeviceOf(coreDeviceThingName, call)
    const { items, nextToken } = pageOf(effectiveDeploymentsOf(device, call), asked, {
      scope: call,
      question: ['ListEffectiveDeployments', coreDeviceThingName],
      placeOf: ({ creationTimestamp, deploymentId }) =>
        `${creationTimestamp?.getTime()} ${deploymentId}`,
      isBehind({ creationTimestamp, deploymentId = '' }, place) {
        const [ms, id] = place.split(' ')
        const older = Number(ms) - (creationTimestamp?.getTime() ?? 0)
        return older > 0 || (older === 0 && deploymentId !== id)
      },
    })
    return { effectiveDeployments: [...items], nextToken }
  },
}
