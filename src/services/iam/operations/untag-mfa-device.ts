import type { UntagMFADeviceRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { mfaDeviceKind } from '../mfa-devices.ts'
import { untagCommand } from '../tags.ts'

export const untagMfaDevice: Command<UntagMFADeviceRequest, undefined> = untagCommand(mfaDeviceKind)
