import type { DeleteVirtualMFADeviceRequest } from '@aws-sdk/client-iam'
import { deleteMfaDevice } from '../../../identity/mfa-device.ts'
import type { Command } from '../../operation.ts'
import { iamError } from '../errors.ts'
import { mfaDeviceKind } from '../mfa-devices.ts'

export const deleteVirtualMfaDevice: Command<DeleteVirtualMFADeviceRequest, undefined> = {
  kind: 'command',
  resourceArn: mfaDeviceKind.arn,
  run(input, call) {
    const device = mfaDeviceKind.find(input, call)
    if (device.userId !== undefined)
      throw iamError('DeleteConflictException', 'MFA VirtualDevice in use. Must deactivate first.')
    return { output: undefined, changes: [deleteMfaDevice(device)] }
  },
}
