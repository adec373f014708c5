import type { EnableMFADeviceRequest } from '@aws-sdk/client-iam'
import { mfaDevicesOfUser, putMfaDevice } from '../../../identity/mfa-device.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, checkQuota } from '../errors.ts'
import { afterTwoCodes, findMfaDevice } from '../mfa-devices.ts'
import { quotas } from '../quotas.ts'
import { findUser, userKind } from '../users.ts'

export const enableMfaDevice: Command<EnableMFADeviceRequest, undefined> = {
  kind: 'command',
  resourceArn: userKind.arn,
  run(input, call) {
    const { SerialNumber = '', AuthenticationCode1 = '', AuthenticationCode2 = '' } = input
    const { userId, accountId } = findUser(input.UserName ?? '', call)
    const device = findMfaDevice(SerialNumber, call)
    if (device.userId !== undefined) throw alreadyExists('MFA Device is already in use.')
    const existing = call.resources.find(mfaDevicesOfUser, `${accountId}/${userId}`)
    checkQuota('MFADevicesPerUser', quotas.mfaDevicesPerUser, existing.length)
    const proven = afterTwoCodes(device, AuthenticationCode1, AuthenticationCode2, call.nowMs)
    const enabled = { ...proven, userId, enabledAt: new Date(call.nowMs).toISOString() }
    return { output: undefined, changes: [putMfaDevice(enabled)] }
  },
}
