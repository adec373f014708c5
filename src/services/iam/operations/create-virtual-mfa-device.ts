import type {
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse,
} from '@aws-sdk/client-iam'
import { encode } from 'uqr'
import { base32Text } from '../../../identity/base32.ts'
import {
  isSerialTaken,
  type MfaDevice,
  putMfaDevice,
  serialNumber,
} from '../../../identity/mfa-device.ts'
import { accounts } from '../../../identity/account.ts'
import type { ResourceReader } from '../../../ledger/resources.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, validationError } from '../errors.ts'
import { pngOf } from '../png.ts'
import { madeWithTags, tagsOf, tagsOutput } from '../tags.ts'

const SEED_BYTES = 40
/** What other operations take as a serial number. */
const SERIAL_NUMBER_CHARACTERS_MAX = 256
const QR_SCALE = 4
const QR_MARGIN = 4

/** The only answer that ever shows the seed. */
export const createVirtualMfaDevice: Command<
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse
> = {
  kind: 'command',
  ...madeWithTags(
    'iam:TagMFADevice',
    (
      { VirtualMFADeviceName: name = '', Path: path = '/' }: CreateVirtualMFADeviceRequest,
      { accountId },
    ) => serialNumber({ accountId, path, name }),
  ),
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
    if (serial.length > SERIAL_NUMBER_CHARACTERS_MAX)
      throw validationError(
        `A serial number has at most ${SERIAL_NUMBER_CHARACTERS_MAX} characters: ${serial.slice(0, SERIAL_NUMBER_CHARACTERS_MAX)}`,
      )
    if (isSerialTaken(resources, serial))
      throw alreadyExists('MFADevice entity at the same path and name already exists.')
    return {
      output: {
        VirtualMFADevice: {
          SerialNumber: serial,
          Base32StringSeed: Buffer.from(device.seed),
          QRCodePNG: pngOf(encode(keyUri(device, resources), { border: QR_MARGIN }).data, QR_SCALE),
          ...tagsOutput(device),
        },
      },
      changes: [putMfaDevice(device)],
    }
  },
}

/** What authenticator apps read: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
function keyUri({ accountId, name, seed }: MfaDevice, resources: ResourceReader): string {
  const account = resources.get(accounts, accountId)?.alias ?? accountId
  return `otpauth://totp/${encodeURIComponent(`${name}@${account}`)}?secret=${seed}`
}
