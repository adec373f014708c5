import type { ListCoreDevicesRequest, ListCoreDevicesResponse } from '@aws-sdk/client-greengrassv2'
import { jobOf } from '../../../fleet/job.ts'
import { keptExecutionsOf } from '../../../fleet/job-execution.ts'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Call, Query } from '../../operation.ts'
import { type CoreDevice, coreDevicesOfScope } from '../core-device.ts'
import { isHere, revisionsOf, targetOf } from '../deployment.ts'
import { pageInReading } from '../paging.ts'

/** In the order of their names. */
export const listCoreDevices: Query<ListCoreDevicesRequest, ListCoreDevicesResponse> = {
  kind: 'query',
  run({ thingGroupArn, status, runtime, ...asked }, call) {
    const deployedTo = thingGroupArn === undefined ? undefined : thingsThatTook(thingGroupArn, call)
    const { items, nextToken } = pageInReading(asked, {
      readBehind: (place) => call.resources.inOrder(coreDevicesOfScope, scopeKey(call), place),
      isListed: (device) =>
        (status === undefined || device.status === status) &&
        (runtime === undefined || device.runtime === runtime) &&
        (deployedTo === undefined || deployedTo(device)),
      scope: call,
      question: ['ListCoreDevices', thingGroupArn, status, runtime],
      textOf: ({ coreDeviceThingName }) => coreDeviceThingName,
    })
    return { coreDevices: items.map(summaryOf), nextToken }
  },
}

function summaryOf(device: CoreDevice) {
  const { coreDeviceThingName, status, statusMs, platform, architecture, runtime } = device
  return {
    coreDeviceThingName,
    status,
    lastStatusUpdateTimestamp: new Date(statusMs),
    platform,
    architecture,
    runtime,
  }
}

/** The devices on which a deployment to the group has succeeded, be they in the group still or not. */
function thingsThatTook(thingGroupArn: string, call: Call): (device: CoreDevice) => boolean {
  if (!isHere(thingGroupArn, call)) return () => false
  const names = new Set<string>()
  for (const { iotJobId } of revisionsOf(thingGroupArn, call, call.resources)) {
    const job = iotJobId === undefined ? undefined : jobOf(call.resources, call, iotJobId)
    for (const { thingName, status } of job ? keptExecutionsOf(call.resources, job) : [])
      if (status === 'SUCCEEDED') names.add(thingName)
  }
  const target = targetOf(thingGroupArn)
  return ({ coreDeviceThingName, reports }) =>
    names.has(coreDeviceThingName) || reports[target]?.status === 'SUCCEEDED'
}
