import type { ListMFADeviceTagsRequest, ListMFADeviceTagsResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { mfaDeviceKind } from '../mfa-devices.ts'
import { listTagsQuery } from '../tags.ts'

export const listMfaDeviceTags: Query<ListMFADeviceTagsRequest, ListMFADeviceTagsResponse> =
  listTagsQuery(mfaDeviceKind)
