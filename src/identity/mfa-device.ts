import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import { iamArn } from './names.ts'
import type { Tag } from './tag.ts'
import { totpCounterOf } from './totp.ts'

/** A virtual device: an app that holds the seed and shows RFC 6238's codes. */
export interface MfaDevice {
  readonly accountId: string
  readonly path: string
  readonly name: string
  /** Base32. Never shown again after the device was made. */
  readonly seed: string
  readonly tags: readonly Tag[]
  readonly createdAt: string
  /** Absent while nobody uses it; the account id for the root user. */
  readonly userId?: string
  readonly enabledAt?: string
  /** Counter of the last code that was accepted: no code is accepted twice. */
  readonly lastCounter?: number
}

/** Under the account and the rest of their serial number. */
export const mfaDevices = collection<MfaDevice>('identity/mfa-device')

export const mfaDevicesOfAccount: Index<MfaDevice> = {
  of: mfaDevices,
  keyOf: ({ accountId }) => accountId,
}

export const mfaDevicesOfUser: Index<MfaDevice> = {
  of: mfaDevices,
  keyOf: ({ accountId, userId }) => (userId === undefined ? undefined : `${accountId}/${userId}`),
}

/** `arn:aws:iam::123456789012:mfa/alice` */
export function serialNumber({
  accountId,
  path,
  name,
}: Pick<MfaDevice, 'accountId' | 'path' | 'name'>): string {
  return iamArn(accountId, 'mfa', path, name)
}

export function putMfaDevice(device: MfaDevice): ResourceChange {
  return mfaDevices.put(mfaKey(serialNumber(device)), device)
}

export function deleteMfaDevice(device: MfaDevice): ResourceChange {
  return mfaDevices.delete(mfaKey(serialNumber(device)))
}

export function mfaDeviceOf(resources: ResourceReader, serial: string): MfaDevice | undefined {
  const device = resources.get(mfaDevices, mfaKey(serial))
  return device && serialNumber(device) === serial ? device : undefined
}

/** Whether a device of this serial number, in any case, is there already. */
export function isSerialTaken(resources: ResourceReader, serial: string): boolean {
  return resources.get(mfaDevices, mfaKey(serial)) !== undefined
}

/**
 * The device after accepting a code; undefined when the code is wrong or was used before.
 *
 * @param driftSteps how far the device's clock may be off, in steps of 30 seconds on either side
 */
export function acceptCode(
  device: MfaDevice,
  code: string,
  nowMs: number,
  driftSteps = 1,
): MfaDevice | undefined {
  const counter = totpCounterOf(device.seed, code, nowMs, driftSteps)
  if (counter === undefined || counter <= (device.lastCounter ?? 0)) return undefined
  return { ...device, lastCounter: counter }
}

function mfaKey(serial: string): string {
  const [, , , , accountId = '', name = ''] = serial.split(':')
  return `${accountId}/${name.toLowerCase()}`
}
