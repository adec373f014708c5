import type { ResyncMFADeviceRequest } from '@aws-sdk/client-iam'
import { putMfaDevice } from '../../../identity/mfa-device.ts'
import type { Command } from '../../operation.ts'
import { afterTwoCodes, findDeviceOfUser } from '../mfa-devices.ts'
import { findUser, userKind } from '../users.ts'

export const resyncMfaDevice: Command<ResyncMFADeviceRequest, undefined> = {
  kind: 'command',
  resourceArn: userKind.arn,
  run(input, call) {
    const { SerialNumber = '', AuthenticationCode1 = '', AuthenticationCode2 = '' } = input
    const { userId, userName } = findUser(input.UserName ?? '', call)
    const device = findDeviceOfUser(SerialNumber, userId, userName, call)
    const proven = afterTwoCodes(device, AuthenticationCode1, AuthenticationCode2, call.nowMs)
    return { output: undefined, changes: [putMfaDevice(proven)] }
  },
}
