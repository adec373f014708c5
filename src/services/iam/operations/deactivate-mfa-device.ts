import type { DeactivateMFADeviceRequest } from '@aws-sdk/client-iam'
import { putMfaDevice } from '../../../identity/mfa-device.ts'
import type { Command } from '../../operation.ts'
import { findDeviceOfUser } from '../mfa-devices.ts'
import { userKind } from '../users.ts'

/** The device stays, and can be enabled again for anybody. */
export const deactivateMfaDevice: Command<DeactivateMFADeviceRequest, undefined> = {
  kind: 'command',
  resourceArn: userKind.arn,
  run(input, call) {
    const user = userKind.find(input, call)
    const device = findDeviceOfUser(input.SerialNumber ?? '', user.userId, user.userName, call)
    const { userId: _user, enabledAt: _since, ...free } = device
    return { output: undefined, changes: [putMfaDevice(free)] }
  },
}
