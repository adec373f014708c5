import type {
  ListVirtualMFADevicesRequest,
  ListVirtualMFADevicesResponse,
  VirtualMFADevice,
} from '@aws-sdk/client-iam'
import { type MfaDevice, mfaDevicesOfAccount, serialNumber } from '../../../identity/mfa-device.ts'
import type { Call, Query } from '../../operation.ts'
import { enabledDate, ownerOf } from '../mfa-devices.ts'
import { pageOf } from '../paging.ts'
import { userSummary } from '../users.ts'

export const listVirtualMfaDevices: Query<
  ListVirtualMFADevicesRequest,
  ListVirtualMFADevicesResponse
> = {
  kind: 'query',
  resourceArn: (_input, { accountId }) => serialNumber({ accountId, path: '/', name: '' }),
  run(input, call) {
    const { AssignmentStatus = 'Any' } = input
    const found = call.resources
      .find(mfaDevicesOfAccount, call.accountId)
      .filter(
        ({ userId }) =>
          AssignmentStatus === 'Any' ||
          (AssignmentStatus === 'Assigned') === (userId !== undefined),
      )
    const { items, rest } = pageOf(found, serialNumber, input, call)
    return { VirtualMFADevices: items.map((device) => deviceOutput(device, call)), ...rest }
  },
}

function deviceOutput(device: MfaDevice, call: Call): VirtualMFADevice {
  const owner = ownerOf(device, call)
  if (!owner) return { SerialNumber: serialNumber(device) }
  return {
    SerialNumber: serialNumber(device),
    User: userSummary(owner),
    EnableDate: enabledDate(device),
  }
}
