import type {
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse,
} from '@aws-sdk/client-iam'
import { base32Text } from '../../../identity/base32.ts'
import {
  type MfaDevice,
  mfaDeviceOf,
  putMfaDevice,
  serialNumber,
} from '../../../identity/mfa-device.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists } from '../errors.ts'
import { tagsOf, tagsOutput } from '../tags.ts'

const SEED_BYTES = 40

/** The only answer that ever shows the seed. */
export const createVirtualMfaDevice: Command<
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse
> = {
  kind: 'command',
  resourceArn: ({ VirtualMFADeviceName: name = '', Path: path = '/' }, { accountId }) =>
    serialNumber({ accountId, path, name }),
  run({ VirtualMFADeviceName: name = '', Path: path = '/', Tags }, call) {
    const { accountId, resources, random, nowMs } = call
    const device: MfaDevice = {
      accountId,
      path,
      name,
      seed: base32Text(random.bytes(SEED_BYTES)),
      tags: tagsOf(Tags),
      createdAt: new Date(nowMs).toISOString(),
    }
    const serial = serialNumber(device)
    if (mfaDeviceOf(resources, serial))
      throw alreadyExists('MFADevice entity at the same path and name already exists.')
    return {
      output: {
        VirtualMFADevice: {
          SerialNumber: serial,
          Base32StringSeed: Buffer.from(device.seed),
          ...tagsOutput(device),
        },
      },
      changes: [putMfaDevice(device)],
    }
  },
}
