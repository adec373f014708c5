import type { GetMFADeviceRequest, GetMFADeviceResponse } from '@aws-sdk/client-iam'
import { serialNumber } from '../../../identity/mfa-device.ts'
import type { Query } from '../../operation.ts'
import { enabledDate, findMfaDevice, noSuchDevice, ownerOf } from '../mfa-devices.ts'
import { userKind } from '../users.ts'

/** Only of a device that somebody uses. */
export const getMfaDevice: Query<GetMFADeviceRequest, GetMFADeviceResponse> = {
  kind: 'query',
  resourceArn: userKind.arn,
  run({ SerialNumber: serial = '', UserName }, call) {
    const device = findMfaDevice(serial, call)
    const owner = ownerOf(device, call)
    if (!owner || (UserName !== undefined && owner.userName !== UserName))
      throw noSuchDevice(serial)
    return {
      UserName: owner.userName,
      SerialNumber: serialNumber(device),
      EnableDate: enabledDate(device),
    }
  },
}
