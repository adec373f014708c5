import type { TagMFADeviceRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { mfaDeviceKind } from '../mfa-devices.ts'
import { tagCommand } from '../tags.ts'

export const tagMfaDevice: Command<TagMFADeviceRequest, undefined> = tagCommand(mfaDeviceKind)
