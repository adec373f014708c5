import { acceptCode, type MfaDevice, mfaDeviceOf } from '../../identity/mfa-device.ts'
import type { Call } from '../operation.ts'
import { accessDenied } from './errors.ts'

interface MfaInput {
  readonly SerialNumber?: string | undefined
  readonly TokenCode?: string | undefined
}

/**
 * The device as it is after accepting the caller's code, undefined when the caller brings none. Throws AccessDenied, whose
 * texts tell a wrong code from a wrong device.
 */
export function acceptedDevice(
  { SerialNumber: serial, TokenCode: code }: MfaInput,
  { principal, resources, nowMs }: Call,
): MfaDevice | undefined {
  if (serial === undefined && code === undefined) return undefined
  if (serial === undefined || code === undefined)
    throw accessDenied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    )
  const device = mfaDeviceOf(resources, serial)
  const ownerId = principal.kind === 'user' ? principal.user.userId : principal.accountId
  const canHaveDevice = principal.kind === 'user' || principal.kind === 'root'
  if (!device || !canHaveDevice || device.userId !== ownerId)
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    )
  const accepted = acceptCode(device, code, nowMs)
  if (accepted) return accepted
  throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ')
}
