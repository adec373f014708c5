import type { ListMFADevicesRequest, ListMFADevicesResponse } from '@aws-sdk/client-iam'
import { mfaDevicesOfUser, serialNumber } from '../../../identity/mfa-device.ts'
import { arnOf } from '../../../identity/principals.ts'
import type { Call, Query } from '../../operation.ts'
import { enabledDate } from '../mfa-devices.ts'
import { pageOf } from '../paging.ts'
import { userKind } from '../users.ts'

export const listMfaDevices: Query<ListMFADevicesRequest, ListMFADevicesResponse> = {
  kind: 'query',
  resourceArn: (input, call) =>
    isRoot(input, call) ? arnOf(call.principal) : userKind.arn(input, call),
  run(input, call) {
    // A virtual device cannot be given to the root user here.
    if (isRoot(input, call)) return { MFADevices: [], IsTruncated: false }
    const { accountId, userId, userName } = userKind.find(input, call)
    const devices = call.resources.find(mfaDevicesOfUser, `${accountId}/${userId}`)
    const { items, rest } = pageOf(devices, serialNumber, input, call)
    return {
      MFADevices: items.map((device) => ({
        UserName: userName,
        SerialNumber: serialNumber(device),
        EnableDate: enabledDate(device),
      })),
      ...rest,
    }
  },
}

function isRoot({ UserName }: ListMFADevicesRequest, { principal }: Call): boolean {
  return UserName === undefined && principal.kind === 'root'
}
