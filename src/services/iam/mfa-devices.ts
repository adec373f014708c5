import { acceptCode, type MfaDevice, mfaDeviceOf, putMfaDevice } from '../../identity/mfa-device.ts'
import { userOfId } from '../../identity/user.ts'
import type { ServiceError } from '../../wire/service-error.ts'
import type { Call } from '../operation.ts'
import { iamError, noSuchEntity } from './errors.ts'
import type { Kind } from './kind.ts'

export interface NamesMfaDevice {
  readonly SerialNumber?: string | undefined
}

export const mfaDeviceKind: Kind<NamesMfaDevice, MfaDevice> = {
  arn: ({ SerialNumber = '' }) => SerialNumber,
  find: ({ SerialNumber = '' }, call) => findMfaDevice(SerialNumber, call),
  put: putMfaDevice,
}

export function noSuchDevice(serial: string): ServiceError {
  return noSuchEntity(`VirtualMFADevice with serial number ${serial} doesn't exist.`)
}

export function findMfaDevice(serial: string, call: Call): MfaDevice {
  const device = mfaDeviceOf(call.resources, serial)
  if (device?.accountId !== call.accountId) throw noSuchDevice(serial)
  return device
}

/** The device that a user has. Throws NoSuchEntity. */
export function findDeviceOfUser(serial: string, userId: string, userName: string, call: Call) {
  const device = mfaDeviceOf(call.resources, serial)
  if (device?.accountId !== call.accountId || device.userId !== userId)
    throw noSuchEntity(`MFA Device ${serial} is not assigned to user ${userName}.`)
  return device
}

/** Two codes that follow each other prove that the device runs. Throws InvalidAuthenticationCode. */
export function afterTwoCodes(
  device: MfaDevice,
  first: string,
  second: string,
  nowMs: number,
): MfaDevice {
  const once = acceptCode(device, first, nowMs, TWO_CODE_DRIFT_STEPS)
  const twice = once && acceptCode(once, second, nowMs, TWO_CODE_DRIFT_STEPS)
  if (twice?.lastCounter === undefined || twice.lastCounter !== (once?.lastCounter ?? 0) + 1)
    throw iamError(
      'InvalidAuthenticationCodeException',
      'Authentication code for device is not valid.',
    )
  return twice
}

/** The second code is often one that the device has yet to show, and the first one by now an old one. */
const TWO_CODE_DRIFT_STEPS = 3

export function ownerOf({ userId }: MfaDevice, { resources }: Call) {
  return userId === undefined ? undefined : userOfId(resources, userId)
}

export function enabledDate({ enabledAt, createdAt }: MfaDevice): Date {
  return new Date(enabledAt ?? createdAt)
}
