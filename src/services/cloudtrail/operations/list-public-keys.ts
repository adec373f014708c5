import type { ListPublicKeysRequest, ListPublicKeysResponse } from '@aws-sdk/client-cloudtrail'
import { publicKeysBetween } from '../../../trails/digest-keys.ts'
import type { Query } from '../../operation.ts'
import { cloudTrailError, noToken } from '../errors.ts'

/** Keys of the region whose validity overlaps the range, all on one page: clients do not ask for another. */
export const listPublicKeys: Query<ListPublicKeysRequest, ListPublicKeysResponse> = {
  kind: 'query',
  run({ StartTime, EndTime, NextToken }, { resources, region, nowMs }) {
    noToken(NextToken)
    const [fromMs, toMs] = [StartTime?.getTime() ?? nowMs, EndTime?.getTime() ?? nowMs]
    if (fromMs > toMs)
      throw cloudTrailError(
        'InvalidTimeRangeException',
        'The start time must be before the end time.',
      )
    return {
      PublicKeyList: publicKeysBetween(resources, region, { fromMs, toMs }).map((key) => ({
        Value: Buffer.from(key.value, 'base64'),
        ValidityStartTime: new Date(key.validFromMs),
        ValidityEndTime: new Date(key.validToMs),
        Fingerprint: key.fingerprint,
      })),
    }
  },
}
