import type {
  ListInstalledComponentsRequest,
  ListInstalledComponentsResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { coreDeviceOf, type InstalledComponent, onCoreDevice } from '../core-device.ts'
import { pageInTextOrder } from '../paging.ts'

type List = Query<ListInstalledComponentsRequest, ListInstalledComponentsResponse>

/** In the order of their names; without ALL, only those that a deployment names, not those these depend on. */
export const listInstalledComponents: List = {
  kind: 'query',
  ...onCoreDevice,
  run({ coreDeviceThingName, topologyFilter = 'ROOT', ...asked }, call) {
    const found = Object.entries(coreDeviceOf(coreDeviceThingName, call).components).filter(
      ([, { isRoot }]) => isRoot || topologyFilter === 'ALL',
    )
    const { items, nextToken } = pageInTextOrder(found, asked, {
      scope: call,
      question: ['ListInstalledComponents', coreDeviceThingName, topologyFilter],
      textOf: ([name]) => name,
    })
    return { installedComponents: items.map(([name, each]) => described(name, each)), nextToken }
  },
}

function described(componentName: string, component: InstalledComponent) {
  return {
    componentName,
    componentVersion: component.componentVersion,
    lifecycleState: component.lifecycleState,
    lifecycleStateDetails: component.lifecycleStateDetails,
    isRoot: component.isRoot,
    lastStatusChangeTimestamp: new Date(component.statusChangedMs),
    lastReportedTimestamp: new Date(component.reportedMs),
    lastInstallationSource: component.lastInstallationSource,
    lifecycleStatusCodes: [...component.lifecycleStatusCodes],
  }
}
